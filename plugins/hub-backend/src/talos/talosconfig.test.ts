import { parseTalosconfig } from './talosconfig';

const pem = Buffer.from(
  '-----BEGIN ED25519 PRIVATE KEY-----\nx\n-----END ED25519 PRIVATE KEY-----\n',
).toString('base64');

const config = (context: object) =>
  JSON.stringify({
    context: 'home',
    contexts: {
      home: {
        endpoints: ['10.0.0.1'],
        ca: pem,
        crt: pem,
        key: pem,
        ...context,
      },
    },
  });

describe('parseTalosconfig', () => {
  it('reads contexts, with the API’s port where none is given', () => {
    const { current, contexts } = parseTalosconfig(
      config({
        endpoints: ['10.0.0.1', '127.0.0.1:7032', 'fd00::1', '[fd00::2]:50001'],
        nodes: ['10.0.0.1', '10.0.0.2'],
      }),
    );
    expect(current).toBe('home');
    expect(contexts).toMatchObject([
      {
        name: 'home',
        endpoints: [
          '10.0.0.1:50000',
          '127.0.0.1:7032',
          '[fd00::1]:50000',
          '[fd00::2]:50001',
        ],
        nodes: ['10.0.0.1', '10.0.0.2'],
        key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----/),
      },
    ]);
  });

  const home = { endpoints: ['192.0.2.11'], ca: pem, crt: pem, key: pem };
  const attic = 'contexts.attic';
  it.each<[string, object, string[]]>([
    [
      'a context of Omni',
      {
        home,
        attic: {
          endpoints: ['https://lab.omni.example'],
          auth: { siderov1: { identity: 'me@example.org' } },
        },
      },
      [`${attic} signs in at Omni`],
    ],
    [
      'one without endpoints, as “talosctl gen config” leaves it',
      { home, attic: { ...home, endpoints: [] } },
      [`${attic}.endpoints has none`],
    ],
    ['an empty list of nodes', { home: { ...home, nodes: null } }, []],
    ['an empty context', { home, attic: null }, [`${attic}: `]],
    ['no current context', { home }, []],
  ])(
    'takes the good context beside %s (case 06-talosconfig-other-contexts)',
    (_what, contexts, reasons) => {
      const read = parseTalosconfig(JSON.stringify({ contexts }));
      expect(read.current).toBeUndefined();
      expect(read.contexts).toMatchObject([{ name: 'home' }]);
      expect(read.unusable.map(({ reason }) => reason)).toEqual(
        reasons.map(reason => expect.stringContaining(reason)),
      );
    },
  );

  it.each([
    ['a: [', 'no YAML'],
    ['', 'document'],
    ['context: home', 'contexts'],
    ['context: home\ncontexts: {}', 'contexts has none'],
    [config({ endpoints: [] }), 'contexts.home.endpoints'],
    [config({ endpoints: undefined }), 'contexts.home.endpoints'],
    [config({ crt: '' }), 'contexts.home.crt'],
    [config({ ca: 'bm8=' }), 'contexts.home.ca is no PEM in base64'],
    [config({ nodes: '10.0.0.1' }), 'contexts.home.nodes'],
  ])('refuses %j, naming %s', (text, field) => {
    expect(() => parseTalosconfig(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(field),
      }),
    );
  });
});
