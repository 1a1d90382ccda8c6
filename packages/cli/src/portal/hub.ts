import { HubClient, Issue, formatIssue } from '@illm-lab/plugin-hub-common';
import { CliError, UsageError } from '../errors';
import { Session, portalUrl } from './session';

/** The hub's API, as the person that the options name. */
export async function hubClient(options: {
  user?: string;
}): Promise<HubClient> {
  const session = new Session(await portalUrl(), options.user);
  return new HubClient({
    discoveryApi: {
      getBaseUrl: async plugin => `${session.url}/api/${plugin}`,
    },
    fetchApi: session,
  });
}

/** HTTP status of an error of the portal's API, if it is one. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { statusCode?: number })?.statusCode;

/**
 * Gives the API's refusals as sentences, each issue on a line of its own. What was
 * typed wrong is wrong use (exit status 2), as where the command line itself sees it.
 */
export async function saying<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === undefined) {
      throw error;
    }
    const { body } = error as {
      body?: { error?: { message?: string; issues?: Issue[] } };
    };
    const message = body?.error?.message ?? (error as Error).message;
    const issues = (body?.error?.issues ?? [])
      .map(formatIssue)
      .filter(issue => !message.includes(issue));
    const Refusal = statusOf(error) === 400 ? UsageError : CliError;
    throw new Refusal(
      [message, ...issues.map(issue => `  ${issue}`)].join('\n'),
    );
  }
}
