import { RunInput } from '../../inputs';
import { Issue } from '../../issue';
import { checkTargetUrl, PARAMETER_TARGET_URL } from './targetUrl';

/**
 * Checks the address that a run is to put load on, if its experiment tests what is
 * there already: portal, command line and the run itself ask this.
 *
 * @param allowedHosts - asked only when it matters
 * @returns issues with path `parameters.target-url`; none when the run may start
 */
export async function checkRunTarget(
  inputs: Pick<RunInput, 'name' | 'default'>[],
  given: Record<string, string>,
  allowedHosts: () => Promise<string[]>,
): Promise<Issue[]> {
  const input = inputs.find(({ name }) => name === PARAMETER_TARGET_URL);
  if (!input) return [];
  return checkTargetUrl(
    `parameters.${PARAMETER_TARGET_URL}`,
    given[PARAMETER_TARGET_URL] ?? input.default ?? '',
    await allowedHosts(),
  );
}
