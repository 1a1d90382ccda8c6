import { Issue } from '../../issue';
import { wholeNumber } from '../issues';
import { readShape } from '../shape-issues';
import { checkImageWorkload } from './checkImageWorkload';
import { checkGit } from './repository';
import { Workload, workloadShape } from './shape';
import { checkTargetUrl } from './targetUrl';

const PORTS = { min: 1, max: 65_535 };

/**
 * Reads and checks what is tested.
 *
 * @param value - from a form or a request, of any shape
 * @param allowedHosts - hosts that a URL may have; undefined: not checked
 * @returns the workload with its defaults, or issues with paths from `workload`
 */
export function checkWorkload(
  value: unknown,
  allowedHosts?: string[],
): { workload: Workload } | { issues: Issue[] } {
  const read = readShape('workload', workloadShape, value);
  if ('issues' in read) return read;
  const workload = read.value;
  const issues = issuesOf(workload, allowedHosts);
  return issues.length > 0 ? { issues } : { workload };
}

function issuesOf(workload: Workload, allowedHosts?: string[]): Issue[] {
  switch (workload.kind) {
    case 'image':
      return [
        ...checkImageWorkload(workload),
        ...wholeNumber('workload.port', workload.port, PORTS),
      ];
    case 'git':
      return [
        ...checkGit(workload),
        ...wholeNumber('workload.port', workload.port, PORTS),
      ];
    case 'url':
      return checkTargetUrl('workload.url', workload.url, allowedHosts);
    default:
      return [];
  }
}
