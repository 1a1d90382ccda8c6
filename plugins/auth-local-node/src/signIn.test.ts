import {
  admits,
  CODE_MINUTES,
  CodeBook,
  codeUrl,
  makeCode,
  makeSession,
  SESSION_DAYS,
  sessionCookie,
  sessionHeader,
} from './index';

const SECRET = 'a-secret-for-tests-only';
const OTHER = 'the-secret-of-another-hub';
const PORTAL = 'http://localhost:7007';
const MINUTE = 60_000;

afterEach(() => jest.useRealTimers());

const later = (ms: number) =>
  jest.useFakeTimers({ now: Date.now() + ms, doNotFake: ['nextTick'] });

describe('a one-time code', () => {
  it('is good once', async () => {
    const book = new CodeBook(SECRET);
    const code = await makeCode(SECRET);
    expect(await book.redeem(code)).toBe('ok');
    expect(await book.redeem(code)).toBe('used');
    expect(await book.redeem(await makeCode(SECRET))).toBe('ok');
  });

  it('is good once also when it is used twice at the same time', async () => {
    const book = new CodeBook(SECRET);
    const code = await makeCode(SECRET);
    const answers = await Promise.all([book.redeem(code), book.redeem(code)]);
    expect(answers.sort()).toEqual(['ok', 'used']);
  });

  it('ends soon', async () => {
    const book = new CodeBook(SECRET);
    const code = await makeCode(SECRET);
    later((CODE_MINUTES + 1) * MINUTE);
    expect(await book.redeem(code)).toBe('invalid');
  });

  it('does not outlive who took it', async () => {
    const code = await makeCode(SECRET);
    later(2 * MINUTE);
    expect(await new CodeBook(SECRET).redeem(code)).toBe('invalid');
  });

  it.each([
    ['of another hub', () => makeCode(OTHER)],
    ['that is a session', () => makeSession(SECRET)],
    ['that is nothing', async () => 'x'],
  ])('%s is refused', async (_what, make) => {
    expect(await new CodeBook(SECRET).redeem(await make())).toBe('invalid');
  });

  it('is opened at the portal', () => {
    expect(codeUrl(PORTAL, 'a.b')).toBe(
      'http://localhost:7007/api/auth/local/open?code=a.b',
    );
  });
});

describe('a session', () => {
  const cookie = async (session: Promise<string>) =>
    `theme=dark; ${sessionCookie(PORTAL)}=${await session}; x=y`;

  it('lets in for long, and not for ever', async () => {
    const header = await cookie(makeSession(SECRET));
    expect(await admits(SECRET, PORTAL, header)).toBe(true);
    later((SESSION_DAYS - 1) * 24 * 60 * MINUTE);
    expect(await admits(SECRET, PORTAL, header)).toBe(true);
    later(2 * 24 * 60 * MINUTE);
    expect(await admits(SECRET, PORTAL, header)).toBe(false);
  });

  it('of a program is short', async () => {
    const header = await sessionHeader(SECRET, PORTAL);
    expect(await admits(SECRET, PORTAL, header)).toBe(true);
    later(6 * MINUTE);
    expect(await admits(SECRET, PORTAL, header)).toBe(false);
  });

  it('is this hub’s own, beside those of others', async () => {
    const mine = await sessionHeader(SECRET, PORTAL);
    const theirs = await sessionHeader(OTHER, 'http://localhost:7107');
    expect(await admits(SECRET, PORTAL, `${theirs}; ${mine}`)).toBe(true);
    expect(await admits(SECRET, PORTAL, theirs)).toBe(false);
    expect(await admits(OTHER, PORTAL, mine)).toBe(false);
  });

  it.each([
    ['no cookie', async () => undefined],
    ['an empty one', async () => `${sessionCookie(PORTAL)}=`],
    ['a code', () => cookie(makeCode(SECRET))],
  ])('is not %s', async (_what, header) => {
    expect(await admits(SECRET, PORTAL, await header())).toBe(false);
  });
});

it('a secret that can be guessed is refused', async () => {
  await expect(makeCode('short')).rejects.toThrow(/at least 16 characters/);
});
