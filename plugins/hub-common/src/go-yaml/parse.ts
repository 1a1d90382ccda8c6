import { Composer, CST, Document, isScalar, LineCounter, Parser } from 'yaml';
import { GO_SCALARS } from './scalars';
import { goTokens } from './tokens';

/** A text's documents, and its lines. */
export interface GoYaml {
  documents: Document[];
  lines: LineCounter;
}

const isRight = ({ documents }: GoYaml) =>
  documents.every(({ errors }) => errors.length === 0);

function compose(
  text: string,
  tokensOf: (lines: LineCounter) => Iterable<CST.Token>,
): GoYaml {
  const lines = new LineCounter();
  const composer = new Composer({
    schema: 'failsafe',
    merge: true,
    customTags: tags => [...tags, ...GO_SCALARS],
    prettyErrors: false,
  });
  const all = [...composer.compose(tokensOf(lines), true, text.length)];
  const full = all.filter(
    ({ contents, errors }) =>
      errors.length > 0 ||
      (contents !== null && !(isScalar(contents) && contents.value === null)),
  );
  return { documents: full.length > 0 ? full : all.slice(0, 1), lines };
}

/**
 * The documents of a YAML text as kubectl, Argo and Argo CD have them
 * (sigs.k8s.io/yaml, which is Go's yaml.v2): `yes` and `off` are booleans, `0755` is
 * an octal number, a date stays a text, `<<` merges. Documents without content are
 * left out, unless there is no other.
 */
export function parseGoYaml(text: string): GoYaml {
  const strict = compose(text, lines =>
    new Parser(lines.addNewLine).parse(text),
  );
  if (isRight(strict)) return strict;
  const lenient = compose(text, lines => goTokens(text, lines));
  // Of a text that neither takes, who knows indentation has the better place.
  return isRight(lenient) ? lenient : strict;
}
