import { parseGoYaml } from '.';

const read = (text: string) => {
  const { documents } = parseGoYaml(text);
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  return documents.map(document => document.toJS());
};

describe('YAML as Go reads it', () => {
  // Each pair is what sigs.k8s.io/yaml 1.4.0 (YAMLToJSON) gives.
  it.each([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['yEs', 'yEs'],
    ['0755', 493],
    ['0o17', 15],
    ['0x1F', 31],
    ['-0b11', -3],
    ['1_000', 1000],
    ['08', 8],
    ['0b12', '0b12'],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['+.5e1', 5],
    ['12e03', 12000],
    ['190:20:30', '190:20:30'],
    ['2026-12-01', '2026-12-01'],
    ['1.2.3', '1.2.3'],
    ['_1', '_1'],
    ['1e400', '1e400'],
    ['.', '.'],
    ['~', null],
    ['', null],
    ["''", ''],
    ['"yes"', 'yes'],
    ['!!str yes', 'yes'],
    ['!!float 3', 3],
    ['9223372036854775808', '9223372036854775808'],
    ['<<', '<<'],
  ])('%s', (text, value) => expect(read(`a: ${text}`)).toEqual([{ a: value }]));

  it('merges, the nearer first', () =>
    expect(
      read('a: &a { v: 1, w: on }\nb: { <<: *a, v: 2 }\nc: { <<: [*a] }'),
    ).toEqual([
      { a: { v: 1, w: true }, b: { v: 2, w: true }, c: { v: 1, w: true } },
    ]));

  it('has keys that are words for yes as such, too', () =>
    expect(read('y: 1\n2: 3')).toEqual([{ true: 1, 2: 3 }]));

  it('leaves out documents without content', () => {
    expect(read('---\n# nothing\n---\na: 1\n---\n---\nb: 2\n')).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
    expect(read('# nothing\n')).toEqual([null]);
    expect(read('')).toEqual([null]);
  });

  it('lets what is in brackets go on at any column (case 03)', () =>
    expect(
      read(
        'spec:\n  list:\n  - args: ["\n    dd of=/tmp/a;\n    ls\n  "]\n    more: [a,\nb, {c:\n d}]\n  after: 1\n',
      ),
    ).toEqual([
      {
        spec: {
          list: [
            { args: [' dd of=/tmp/a; ls '], more: ['a', 'b', { c: 'd' }] },
          ],
          after: 1,
        },
      },
    ]));

  it.each([
    ['a bracket that stays open', 'a: [1,\nb: 2\n'],
    ['a quotation mark that stays open', 'a: ["b]\nc: 1\n'],
    ['a number that JSON has not', 'a: .inf'],
    ['a key twice', 'a: 1\na: 2'],
  ])('refuses %s', (_what, text) => {
    const [{ errors }] = parseGoYaml(text).documents;
    expect(errors).not.toEqual([]);
  });
});
