import { type ToolStatus } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { duration } from '../format/time';
import styles from './home.module.css';
import { secondsToGo, toolStatus } from './toolStatus';

/** Each tool that the hub builds for itself: which, how far, how long. */
export const ToolsProgress = ({ tools }: { tools: ToolStatus[] }) => {
  if (tools.length === 0) return null;
  const done = tools.filter(tool => toolStatus(tool).tone === 'good').length;
  const left = secondsToGo(tools);
  return (
    <div className={styles.block}>
      <h3>
        Tools: {done} of {tools.length} are there
        {left !== undefined && `, about ${duration(left * 1_000)} to go`}
      </h3>
      <progress
        className={styles.progress}
        value={done}
        max={tools.length}
        aria-label="Tools that are there"
      />
      <ul className={styles.rows}>
        {tools.map(tool => (
          <li key={tool.tool}>
            <span>{tool.tool}</span>
            <span className={styles.figures}>{timeOf(tool)}</span>
            <StatusTag status={toolStatus(tool)} />
          </li>
        ))}
      </ul>
    </div>
  );
};

/** How long it took, or takes still; why, when it could not be built. */
function timeOf(tool: ToolStatus): string {
  const { tone } = toolStatus(tool);
  if (tone === 'bad') return tool.message ?? '';
  if (tone === 'good') {
    return tool.seconds ? `took ${duration(tool.seconds * 1_000)}` : '';
  }
  const parts = [
    tone === 'running' && tool.seconds
      ? `for ${duration(tool.seconds * 1_000)}`
      : '',
    tool.etaSeconds
      ? `ready in about ${duration(tool.etaSeconds * 1_000)}`
      : '',
  ];
  return parts.filter(Boolean).join(', ');
}
