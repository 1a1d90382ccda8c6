/** The suites in the order in which they are run. */
export const SUITES = ['unit', 'integration', 'e2e'] as const;
/** One of {@link SUITES}. */
export type Suite = (typeof SUITES)[number];
