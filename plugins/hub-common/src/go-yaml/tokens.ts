import { Lexer, LineCounter, Parser, type CST } from 'yaml';

/** What of the lexer is not in its types: its place in the text. */
interface Insides {
  flowLevel: number;
  indentNext: number;
  parseNext(next: string): Generator<string, string | null>;
  lex(source: string): Generator<string>;
}

/**
 * Go's yaml.v2 does not look at indentation inside `[ ]` and `{ }`: texts there may
 * go on at any column, which npm's yaml takes for the end of the collection.
 */
class GoLexer extends (Lexer as unknown as new () => Insides) {
  private outside?: number;

  override *parseNext(next: string): Generator<string, string | null> {
    if (this.flowLevel > 0 && this.outside === undefined) {
      this.outside = this.indentNext;
      this.indentNext = 0;
    }
    const then = yield* super.parseNext(next);
    if (this.flowLevel === 0 && this.outside !== undefined) {
      this.indentNext = this.outside;
      this.outside = undefined;
    }
    return then;
  }
}

/** The tokens of a text as Go reads it. */
export function* goTokens(
  text: string,
  lines: LineCounter,
): Generator<CST.Token> {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new GoLexer().lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}
