import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProxyProgram } from '../../scripts/proxies.ts';

/** Makes a self-signed certificate and its key in a folder, with the file names of docs/proxies; gives the certificate. */
export function makeCertificate(folder: string, host: string): string {
  const [chain, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '2'];
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  execFileSync(findProxyProgram('openssl') ?? '', ['req', '-x509', ...kind, ...names, '-out', chain, '-keyout', key], {
    stdio: 'ignore',
  });
  const certificate = readFileSync(chain, 'utf8');
  writeFileSync(join(folder, 'all.pem'), certificate + readFileSync(key, 'utf8'));
  return certificate;
}
