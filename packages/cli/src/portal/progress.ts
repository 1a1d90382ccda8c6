import { Stage } from '@illm-lab/plugin-hub-common';
import { duration } from '../hub/describe';
import { Terminal } from '../terminal';

const DONE: Partial<Record<Stage['phase'], string>> = {
  Succeeded: '✓',
  Failed: '✕',
  Error: '✕',
};

/**
 * Tells how far a run is: a line when a stage begins and one with its sign and
 * its time when it ends. At a terminal the stages at work are a line of their
 * own that counts on, in place of the lines of beginnings.
 */
export class StageProgress {
  private readonly said = new Set<string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = Date.now,
  ) {}

  update(stages: Stage[]): void {
    this.terminal.transient(undefined);
    this.tell(stages, '');
    const working = leaves(stages).filter(({ phase }) => phase === 'Running');
    if (working.length > 0) {
      this.terminal.transient(
        `… ${working
          .map(one => [one.name, this.time(one)].filter(Boolean).join(' '))
          .join(', ')}`,
      );
    }
  }

  private tell(stages: Stage[], indent: string) {
    for (const stage of stages) {
      const sign = DONE[stage.phase];
      const begins = stage.phase === 'Running' && !this.terminal.isLive;
      // what contains others is told before them, and again when it has ended
      if (begins) this.once(`${stage.id} begins`, `${indent}… ${stage.name}`);
      this.tell(stage.children, `${indent}  `);
      if (sign) {
        this.once(
          `${stage.id} ${stage.phase}`,
          `${indent}${sign} ${stage.name}${this.ended(stage)}`,
        );
      }
    }
  }

  private once(key: string, line: string) {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.terminal.progress(line);
  }

  private ended(stage: Stage): string {
    const time = this.time(stage);
    const why =
      stage.message && stage.phase !== 'Succeeded' ? `  ${stage.message}` : '';
    return `${time && `  ${time}`}${why}`;
  }

  private time({ startedAt, finishedAt }: Stage): string {
    if (!startedAt) return '';
    const end = finishedAt ? Date.parse(finishedAt) : this.now();
    return duration(Math.max(0, end - Date.parse(startedAt)) / 1000);
  }
}

/** The stages that contain no others, where the work is. */
function leaves(stages: Stage[]): Stage[] {
  return stages.flatMap(stage =>
    stage.children.length > 0 ? leaves(stage.children) : [stage],
  );
}
