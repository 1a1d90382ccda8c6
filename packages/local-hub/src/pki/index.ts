export { CertificateStore, type CertificateFiles } from './store';
export type { KeyPair, Subject } from './issue';
