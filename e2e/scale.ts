/** Whether `npm run test:full` runs: everything at the size that the product promises, which takes minutes. */
export const IS_FULL_SCALE = process.env['TEST_FULL'] === '1';
