import { ApiException } from '@kubernetes/client-node';
import { retrying } from './retry';

const answer = (code: number) =>
  new ApiException(code, `HTTP ${code}`, { message: `answer ${code}` }, {});

/** A call that fails as given, one after the other, and then succeeds. */
const failing = (...errors: Error[]) =>
  jest.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  });

const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

describe('retrying', () => {
  it.each([
    ['an API server that can not be reached', refused],
    ['one that is busy', answer(429)],
    ['one that fails', answer(503)],
    ['one that has not read its roles yet', answer(403)],
  ])('outlasts %s', async (_what, error) => {
    const call = failing(error, error);
    await expect(retrying(call)).resolves.toBe('done');
    expect(call).toHaveBeenCalledTimes(3);
  });

  it.each([404, 409, 422])('does not repeat after HTTP %s', async code => {
    const call = failing(answer(code));
    await expect(retrying(call)).rejects.toMatchObject({ code });
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('gives up when the time is over, with the last answer', async () => {
    const call = failing(answer(403), answer(403), answer(403), answer(403));
    await expect(retrying(call, { forMs: 700 })).rejects.toMatchObject({
      code: 403,
    });
  });
});
