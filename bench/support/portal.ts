import { Layout } from '@illm-lab/local-hub/control';
import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { readFileSync } from 'node:fs';

/** A person's token for the portal of a hub, as the command line gets it. */
export async function signIn(
  place: Layout,
  portal: string,
  person = 'grace',
): Promise<string> {
  const file = place.path('secrets', 'sign-in-secret');
  const secret = readFileSync(file, 'utf8').trim();
  const answer = await fetch(`${portal}/api/auth/local/refresh`, {
    headers: {
      'X-Requested-With': 'XMLHttpRequest',
      'X-Lab-User': person,
      Cookie: await sessionHeader(secret, portal),
    },
  });
  if (!answer.ok) {
    throw new Error(`Sign-in as ${person}: ${await answer.text()}`);
  }
  const { backstageIdentity } = (await answer.json()) as {
    backstageIdentity: { token: string };
  };
  return backstageIdentity.token;
}
