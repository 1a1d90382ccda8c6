import {
  type HubApi,
  type Issue,
  validateExperimentName,
} from '@illm-lab/plugin-hub-common';

/**
 * What stands against a name: that it is no name, or that it is taken on main.
 *
 * @throws when the hub can't be asked
 */
export async function checkName(
  api: Pick<HubApi, 'getExperimentAvailability'>,
  name: string,
  signal?: AbortSignal,
): Promise<Issue | undefined> {
  const [wrong] = validateExperimentName(name);
  if (wrong) return wrong;
  const { available, reason } = await api.getExperimentAvailability(
    { name },
    { signal },
  );
  return available
    ? undefined
    : {
        path: 'name',
        message: reason ?? `“${name}” is taken.`,
        remedy: 'Choose another name.',
      };
}
