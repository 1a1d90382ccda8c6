import { stringify } from 'yaml';

/**
 * Settings of npm's yaml for text that Go reads too. Kubernetes, Argo and Crossplane
 * read YAML 1.1, to which `off`, `0755` and `.` unquoted may be no text; quoted they
 * are the same to every reader.
 */
export const YAML_FOR_ALL = {
  aliasDuplicateObjects: false,
  compat: 'yaml-1.1',
} as const;

/** The text of an object as YAML that YAML 1.1 and 1.2 read alike. */
export const writeYaml = (
  value: unknown,
  options: { lineWidth?: number; singleQuote?: boolean } = {},
): string => stringify(value, { ...YAML_FOR_ALL, ...options });
