import { Size } from '../../clouds';
import { CommonSpec, whole } from '../../plan/Input';

/** `spec` of a Cache; its XRD says what each field is for. */
export interface CacheSpec extends CommonSpec {
  engine: 'redis';
  size: Size;
  highlyAvailable: boolean;
}

/** What the connection Secret says; undefined before all of it is known. */
export function connection(
  host: string | undefined,
  password: string | undefined,
  options: { port: string; tls: boolean },
) {
  const known = whole({ host, password });
  if (!known) return undefined;
  const scheme = options.tls ? 'rediss' : 'redis';
  return {
    ...known,
    port: options.port,
    uri: `${scheme}://:${encodeURIComponent(known.password)}@${known.host}:${
      options.port
    }`,
  };
}
