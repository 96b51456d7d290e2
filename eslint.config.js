import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPED = [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked];

/** What holds for every TypeScript file of the repository. */
const COMMON_RULES = {
  'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
  // A union of literals and an exhaustive switch: a new case that nobody handles doesn't get through.
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => this.open()`: what the arrow returns is nobody's concern, and braces would only be noise.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // It would have us write the `!` that is forbidden.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  // `Promise<void> | void`: a callback that may take its time.
  '@typescript-eslint/no-invalid-void-type': 'off',
  // Counting code points is what we do with strings.
  '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  // `const { promise, resolve } = Promise.withResolvers()` is meant to be taken apart.
  '@typescript-eslint/unbound-method': 'off',
  'no-console': 'error',
  eqeqeq: 'error',
};

/** Each other (`own`), Angular, RxJS and `eventsource`: what docs/sse-service.md says is all that `SseService` needs. */
const selfContained = (own) => ({
  regex: `^(?!(${own}|@angular/core|rxjs|eventsource)$)`,
  message: 'Other apps take SseService as it is: it imports nothing of this one (docs/sse-service.md).',
});

/** Which folders each folder of the backend may import from. Files directly in sse-backend/ may be imported by all. */
const BACKEND_IMPORTS = {
  contract: [],
  sqlite: [],
  clock: ['contract'],
  http: ['contract', 'sqlite'],
  ops: ['http'],
  public: ['http'],
  log: ['contract', 'sqlite', 'clock'],
  readings: ['contract', 'http', 'log', 'clock'],
  alarms: ['contract', 'http', 'log', 'readings'],
  stream: ['contract', 'http', 'log', 'readings'],
  config: ['contract', 'ops', 'readings'],
  imports: ['contract', 'http', 'log', 'sqlite', 'stream', 'readings', 'config'],
  access: ['contract', 'http', 'log', 'sqlite', 'clock', 'ops', 'config'],
  backup: ['sqlite', 'log', 'access'],
  commands: ['contract', 'sqlite', 'clock', 'access', 'backup', 'config'],
};

/** The same for the app's folders. `@contract` may be imported by all. */
const APP_IMPORTS = {
  formats: [],
  messages: ['formats'],
  http: [],
  ui: [],
  routing: ['messages'],
  sse: [],
  tabs: ['sse'],
  feed: ['http', 'sse', 'tabs'],
  readings: ['feed', 'formats', 'http', 'messages', 'sse', 'ui'],
  'sign-in': ['feed', 'formats', 'http', 'messages', 'readings', 'tabs', 'ui'],
  connection: ['feed', 'formats', 'messages', 'readings', 'sign-in', 'sse', 'tabs', 'ui'],
  imports: ['feed', 'formats', 'http', 'messages', 'readings', 'routing', 'sign-in', 'sse', 'ui'],
  alarms: ['feed', 'formats', 'http', 'messages', 'readings', 'routing', 'sign-in', 'sse', 'ui'],
  dashboard: ['alarms', 'feed', 'formats', 'messages', 'readings', 'routing', 'ui'],
  person: ['alarms', 'feed', 'formats', 'http', 'messages', 'readings', 'routing', 'ui'],
};

/** Refuses imports that a table of folders doesn't list. Tests may import anything. */
function restrictImports(root, table) {
  return Object.entries(table).map(([folder, allowed]) => ({
    files: [`${root}/${folder}/**/*.ts`],
    ignores: ['**/*.test.ts', '**/*.spec.ts', '**/*.fake.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\.\\./)+(?!(?:${[folder, ...allowed].join('|')})/)[\\w-]+/`,
              message: `${folder}/ may import only from: ${allowed.join(', ') || 'no other folder'} (eslint.config.js).`,
            },
          ],
        },
      ],
    },
  }));
}

/** Tests may look where others must not, and build half of a thing. */
const TEST_RULES = {
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-floating-promises': 'off',
  '@typescript-eslint/no-misused-promises': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/restrict-plus-operands': 'off',
};

export default defineConfig([
  globalIgnores(['dist/', 'dist-sse-contract/', 'dist-tutorial/', '.angular/', 'sse-backend/data/']),
  {
    files: [
      'sse-backend/**/*.ts',
      'scripts/**/*.ts',
      'e2e/**/*.ts',
      'bench/*.ts',
      'bench/{document,fanout,transports,soak}/**/*.ts',
    ],
    ignores: ['e2e/sse-contract/page/'],
    extends: [TYPED],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: COMMON_RULES,
  },
  {
    files: [
      'scripts/**/*.ts',
      'bench/*.ts',
      'bench/{document,fanout,transports,soak}/**/*.ts',
      'e2e/power-cut/main.ts',
      'e2e/sse-contract/conformance.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    extends: [TYPED, angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    languageOptions: { parserOptions: { project: './src/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...COMMON_RULES,
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'vw', style: 'kebab-case' }],
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/prefer-output-readonly': 'error',
      '@angular-eslint/no-lifecycle-call': 'error',
      // Classes that only carry a decorator are how Angular wants them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    files: ['e2e/sse-contract/page/*.ts'],
    extends: [TYPED, angular.configs.tsRecommended],
    languageOptions: {
      parserOptions: { project: './e2e/sse-contract/page/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: COMMON_RULES,
  },
  ...restrictImports('sse-backend', BACKEND_IMPORTS),
  ...restrictImports('src/app', APP_IMPORTS),
  {
    files: ['src/app/sse/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.fake.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [selfContained('\\./[\\w-]+|\\.\\./event-source')] }] },
  },
  {
    files: ['src/app/sse.service.ts', 'src/app/event-source.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [selfContained('\\./event-source|\\./sse/[\\w-]+')] }] },
  },
  {
    files: ['src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
      '@angular-eslint/template/no-duplicate-attributes': 'error',
    },
  },
  {
    files: ['**/*.test.ts', '**/test-*.ts', '**/*.spec.ts', '**/*.fake.ts', 'e2e/**/*.ts'],
    rules: TEST_RULES,
  },
]);
