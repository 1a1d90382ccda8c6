import { ResponseError } from '@backstage/errors';
import { type Issue } from '@illm-lab/plugin-hub-common';

/** An answer of the hub's API that refuses, as its client throws it. */
export async function apiError(
  status: number,
  message: string,
  issues?: Issue[],
): Promise<never> {
  const names: Record<number, string> = {
    400: 'InputError',
    404: 'NotFoundError',
    409: 'ConflictError',
  };
  throw await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: names[status], message, issues },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}
