import { authServiceFactory } from '@backstage/backend-defaults/auth';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** As long as keys are believed before they are fetched anew, and more. */
const ELEVEN_MINUTES_MS = 11 * 60_000;

/**
 * A busy process is late with its own keys. That says nothing about who somebody
 * is; see .yarn/patches/backend-defaults-jwks.patch and ADR 9.
 */
describe('the keys of tokens', () => {
  let server: Server;
  let answer: () => { status: number; keys: object[] };
  let token: string;
  let keys: object[];

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }];
    token = await new SignJWT({})
      .setProtectedHeader({
        typ: 'vnd.backstage.user',
        alg: 'ES256',
        kid: 'one',
      })
      .setSubject('user:default/ada')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    server = createServer((_request, response) => {
      const { status, keys: answered } = answer();
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: answered }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.close());

  const away = () => ({ status: 503, keys: [] });
  const there = () => ({ status: 200, keys });
  const auth = () => {
    const { port } = server.address() as AddressInfo;
    return ServiceFactoryTester.from(authServiceFactory, {
      dependencies: [
        mockServices.discovery.mock({
          getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        }).factory,
      ],
    }).getSubject();
  };

  it('hold while new ones can’t be fetched', async () => {
    const service = await auth();
    answer = there;
    const known = await service.authenticate(token);
    expect(known.principal).toMatchObject({
      userEntityRef: 'user:default/ada',
    });
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + ELEVEN_MINUTES_MS);
    answer = away;
    await expect(service.authenticate(token)).resolves.toMatchObject({
      principal: { userEntityRef: 'user:default/ada' },
    });
    const other = `${token.slice(0, -8)}AAAAAAAA`;
    await expect(service.authenticate(other)).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
  });

  it('that nobody has seen yet are no reason to call somebody unknown', async () => {
    const service = await auth();
    answer = away;
    await expect(service.authenticate(token)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    answer = there;
    await expect(service.authenticate(token)).resolves.toBeDefined();
  });
});
