import { LINE_LIMIT } from './LineSplitter';
import { LOG_LIMIT, LogState, LogText } from './LogText';

function log(state: Partial<LogState> = {}) {
  return new LogText({
    text: '',
    lastTime: '',
    lastCount: 0,
    complete: false,
    ...state,
  });
}

describe('LogText', () => {
  it('takes time stamps off and puts lines together again', () => {
    const text = log();
    expect(text.append('2026-11-23T08:00:00.5Z one\n2026-11-')).toBe('one\n');
    expect(text.append('23T08:00:01Z two words\n')).toBe('two words\n');
    expect(text.append('2026-11-23T08:00:02Z \n')).toBe('\n');
    expect(text.append('2026-11-23T08:00:03Z half')).toBe('');
    expect(text.finish()).toBe('half\n');
    expect(text.state.text).toBe('one\ntwo words\n\nhalf\n');
  });

  it('leaves out what is sent again after a break, wherever the break was', () => {
    // .1 and .10 are the same moment; RFC 3339 leaves zeros out at the end.
    const lines = [
      '2026-11-23T08:00:00.1Z a\n',
      '2026-11-23T08:00:00.10Z a\n',
      '2026-11-23T08:00:00.100000001Z b\n',
      '2026-11-23T08:00:00.2Z c\n',
      '2026-11-23T08:00:01Z d\n',
    ];
    for (let cut = 0; cut <= lines.length; cut++) {
      const text = log();
      text.append(lines.slice(0, cut).join(''));
      text.append('2026-11-23T08:0');
      text.restart();
      text.append(lines.join(''));
      expect(text.state.text).toBe('a\na\nb\nc\nd\n');
    }
  });

  it('leaves out what Argo’s executor writes into the step’s output', () => {
    const text = log();
    const own =
      'time="2026-11-23T08:14:30.610Z" level=info msg="sub-process exited" argo=true error="<nil>"';
    text.append(
      `2026-11-23T08:14:30Z ${own}\n2026-11-23T08:14:30Z [greet] ${own}\n2026-11-23T08:14:31Z Hello, argo=true!\n`,
    );
    expect(text.state.text).toBe('Hello, argo=true!\n');
  });

  it('keeps 64 KiB of a line that does not end, and goes on with the next', () => {
    const text = log();
    text.append('2026-11-23T08:00:00Z ');
    const piece = 'x'.repeat(64 * 1024);
    // Each piece is looked at once: 64 MiB in one line are taken while one waits.
    for (let i = 0; i < 1024; i++) expect(text.append(piece)).toBe('');
    const added = text.append('\n2026-11-23T08:00:01Z next\n');
    expect(added).toMatch(
      /^x{60000,} … cut here: of a line 64 KiB are kept\nnext\n$/,
    );
    expect(added.length).toBeLessThan(LINE_LIMIT + 100);
    expect(text.state.complete).toBe(false);
  });

  it('keeps binary output, without what a database refuses', () => {
    const text = log();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    text.append(
      `2026-11-23T08:00:00Z ${bytes.toString('latin1').replace('\n', '')}\n`,
    );
    expect(text.state.text).not.toContain('\0');
    expect(text.state.text).toContain('␀\u0001\u0002');
  });

  it('keeps 1 MiB, says that it was cut, and takes no more', () => {
    const text = log();
    const line = `2026-11-23T08:00:00Z ${'x'.repeat(999)}\n`;
    for (let i = 0; i < 1100; i++) {
      text.append(line);
    }
    expect(text.state.text.length).toBeLessThanOrEqual(LOG_LIMIT);
    expect(text.state.text).toMatch(/x\n… cut here: .* 1 MiB .*\n$/);
    expect(text.state.complete).toBe(true);
    expect(text.append(line)).toBe('');
  });
});
