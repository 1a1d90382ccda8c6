/** `user:default/ada` as `ada`; the name of a program as it is. */
const nameOf = (who: string) => who.split('/').pop() ?? who;

/**
 * How a run was stopped, in a sentence: by whom, and what is left of it.
 *
 * @param stoppedBy - entity ref of a person, or name of a program
 * @param partial - whether its result has what was measured until then;
 *   undefined while it is not known yet
 */
export function stopSentence({
  stoppedBy,
  partial,
}: {
  stoppedBy: string | null;
  partial?: boolean;
}): string {
  const by = stoppedBy === null ? '' : ` by ${nameOf(stoppedBy)}`;
  if (partial === undefined) return `Stopped${by} before its end.`;
  return partial
    ? `Stopped${by} before its end; what was measured until then is kept.`
    : `Stopped${by} before its end, and before anything was measured.`;
}
