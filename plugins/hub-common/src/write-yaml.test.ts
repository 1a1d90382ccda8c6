import { parse } from 'yaml';
import { toYaml } from './experiment/render/toYaml';
import { writeYaml } from './write-yaml';

/** Texts that YAML 1.1 or 1.2 takes for something else when they are not quoted. */
const TEXTS = [
  ...['off', 'Off', 'yes', 'n', 'TRUE', 'null', '~', '', '=', '<<'],
  ...['.', '.inf', '0755', '0o7', '0x1F', '0b1', '1_000', '1e3', '+1', '1.'],
  ...['12:30', '1:20:30.5', '2001-01-01', '- a', 'a: b', '# a', 'a #b', '@a'],
];

describe.each([
  ['writeYaml', (value: object) => writeYaml(value)],
  ['toYaml', (value: object) => toYaml('https://example.org/s.json', value)],
])('%s', (_name, write) => {
  it.each(TEXTS)('%j is the same text in YAML 1.1 and 1.2', text => {
    const value = { [text || 'x']: [text] };
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(write(value), { version })).toEqual(value);
    }
  });
});
