import { Size } from '../../clouds';
import { CommonSpec, Input, whole } from '../../plan/Input';

/** `spec` of a Database; its XRD says what each field is for. */
export interface DatabaseSpec extends CommonSpec {
  engine: 'postgresql';
  version: string;
  size: Size;
  storageGiB: number;
  highlyAvailable: boolean;
  backupDays: number;
  onDelete: 'keep-data' | 'delete-data';
}

/** Name of the database, and of the user that owns it. */
export const DATABASE = 'app';
export const OWNER = 'app';
/** Where PostgreSQL listens. */
export const PORT = '5432';

/** What the connection Secret says; undefined before all of it is known. */
export function connection(
  host: string | undefined,
  password: string | undefined,
  options: { port?: string; sslmode: 'require' | 'disable' },
) {
  const known = whole({ host, password });
  if (!known) return undefined;
  const port = options.port ?? PORT;
  const credentials = `${OWNER}:${encodeURIComponent(known.password)}`;
  return {
    ...known,
    port,
    username: OWNER,
    database: DATABASE,
    uri: `postgresql://${credentials}@${known.host}:${port}/${DATABASE}?sslmode=${options.sslmode}`,
  };
}

/** Where the generated password is kept for the provider. */
export const passwordSecret = (input: Input<DatabaseSpec>) => ({
  name: input.objectName('password'),
  key: 'password',
});
