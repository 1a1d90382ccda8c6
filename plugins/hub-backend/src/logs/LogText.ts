import { storable } from '../runs/storable';
import { LineSplitter } from './LineSplitter';

/** What a step has written, as far as it is known. */
export interface LogState {
  text: string;
  /** Time stamp of the last line that is in the text; empty when there is none. */
  lastTime: string;
  /** How many lines with that very time stamp are in the text. */
  lastCount: number;
  /** Nothing more will come. */
  complete: boolean;
}

// Argo's executor writes into the step's own output, also into that of a step
// which passes another's on. Its lines are marked; Argo's page drops them too.
const ARGOS_OWN = /^(\[[^\]]+\] )?time="[^"]*" level=\w+ msg=.* argo=true\b/;

/** Longest log that is kept of one step, in UTF-16 code units. */
export const LOG_LIMIT = 1024 * 1024;
const CUT =
  '\n… cut here: the portal keeps 1 MiB of a step’s log. The rest was not kept.\n';

/**
 * Grows a step's log from lines as Kubernetes sends them, each with its time
 * stamp. After a break the API server can only go on from a whole second, so
 * lines that are in the text already are recognised and left out.
 */
export class LogText {
  private readonly lines = new LineSplitter();
  /** Lines of the last known time stamp that this connection has sent again. */
  private repeated = 0;

  constructor(readonly state: LogState) {}

  /** To be called when a new connection begins: it may send lines again. */
  restart(): void {
    this.lines.reset();
    this.repeated = 0;
  }

  /** Takes what was received; returns what is new in the text. */
  append(chunk: string): string {
    return this.lines
      .push(chunk)
      .map(line => this.take(line))
      .join('');
  }

  /** Takes the rest, when the last line has no end. */
  finish(): string {
    const rest = this.lines.rest();
    return rest ? this.take(rest) : '';
  }

  private take(line: string): string {
    const space = line.indexOf(' ');
    const stamp = space < 0 ? line : line.slice(0, space);
    const time = comparable(stamp);
    if (this.state.complete || time < this.state.lastTime) {
      return '';
    }
    if (time === this.state.lastTime) {
      this.repeated += 1;
      if (this.repeated <= this.state.lastCount) {
        return '';
      }
      this.state.lastCount += 1;
    } else {
      this.state.lastTime = time;
      this.state.lastCount = 1;
    }
    // Lines that come from here on are new, not sent again.
    this.repeated = this.state.lastCount;
    const text = space < 0 ? '' : storable(line.slice(space + 1));
    return ARGOS_OWN.test(text) ? '' : this.add(`${text}\n`);
  }

  private add(text: string): string {
    const room = LOG_LIMIT - CUT.length - this.state.text.length;
    const added = text.length <= room ? text : text.slice(0, room) + CUT;
    this.state.complete = added !== text;
    this.state.text += added;
    return added;
  }
}

/** RFC 3339 leaves out zeros at the end of a fraction; fill them in. */
function comparable(stamp: string): string {
  const [, seconds, fraction = ''] =
    stamp.match(/^([^.Z]+)(?:\.(\d+))?Z$/) ?? [];
  return seconds === undefined
    ? stamp
    : `${seconds}.${fraction.padEnd(9, '0')}Z`;
}
