import { checkInputsText, inputsText } from './inputsText';

/** What Kubernetes makes of a variable's value: `$$` is `$`, `$(X)` is X's value. */
const expanded = (text: string) =>
  text.replace(/\$(\$|\((\w+)\))/g, (_all, sign) =>
    sign === '$' ? '$' : 'FILLED IN',
  );
/** What Argo makes of a text: known variables are filled in, Go quotes it. */
const substituted = (text: string) =>
  text
    .replace(/\{\{.*?\}\}/g, 'FILLED IN')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, 'NO JSON');

describe('inputs on their way to the steps', () => {
  it.each([
    ['two dollars (case 08)', 'pa$$word'],
    ['SQL (case 08)', 'DO $$ BEGIN PERFORM 1; END $$'],
    ['a reference of Kubernetes (case 08)', 'commit is $(LAB_COMMIT)'],
    ['a variable of Argo (case 09)', 'http://t.{{workflow.namespace}}.svc'],
    ['an expression (case 09)', '{{=sprig.upper("a")}}'],
    ['lines', 'a\nb\r\n\tc\u2028d'],
    ['signs that nothing prints', 'a\u0000\u007f\u00a0\ufeffb'],
    ['all languages', 'ä 漢字 🚀 \ud800 "\\" \'`'],
    ['one half of a sign', '\udc00'],
    ['64 KiB', 'x$ y\n'.repeat(13_107).slice(0, 65_536).replace(/\$/g, 'z')],
  ])('has %s as typed', (_what, value) => {
    const text = substituted(expanded(inputsText({ value })));
    expect(JSON.parse(text)).toEqual({ value });
    expect(checkInputsText({ value })).toBeUndefined();
  });

  it('says when they are too long', () =>
    expect(
      checkInputsText({ short: 'a', long: 'x'.repeat(140_000) }),
    ).toMatchObject({
      path: 'parameters.long',
      message:
        'The inputs have 136 KiB together, long most of it, and at most 127 KiB reach a run’s steps.',
    }));
});
