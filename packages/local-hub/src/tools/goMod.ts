const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * The version that a go.mod requires of a module, for example `v1.35.4`.
 *
 * @throws when the file does not require the module
 */
export function requiredVersion(goMod: string, module: string): string {
  const line = new RegExp(
    `^\\s*(?:require\\s+)?${escape(module)}\\s+(v[^\\s/]+)`,
    'm',
  );
  const version = line.exec(goMod)?.[1];
  if (!version) {
    throw new Error(
      `go.mod does not require ${module}; add "require ${module} <version>" to it.`,
    );
  }
  return version;
}

/** The lowest Go release that a go.mod accepts, for example `1.25.5`. */
export function requiredGo(goMod: string): string {
  return /^go\s+(\d+\.\d+(?:\.\d+)?)/m.exec(goMod)?.[1] ?? '1.24.0';
}
