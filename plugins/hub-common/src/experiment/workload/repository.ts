import { Issue } from '../../issue';
import { readYaml } from '../../read-yaml';
import { noLatest, objectName, plainText } from '../issues';
import { GitWorkload, isHelm } from './shape';

const NO_SPACE = /^[^\s"'`<>{}|\\^]+$/;

/** Checks where something to deploy comes from. */
export function checkGit(workload: GitWorkload): Issue[] {
  const { repository, revision, path, chart, values, service } = workload;
  const at = (field: string) => `workload.${field}`;
  return [
    ...checkRepository(at('repository'), repository, chart !== undefined),
    ...(chart === undefined
      ? [
          ...checkRevision(at('revision'), revision),
          ...checkFolder(at('path'), path ?? ''),
          ...noLatest(at('path'), path ?? ''),
        ]
      : [
          ...checkVersion(at('revision'), revision),
          ...checkChart(at('chart'), chart, path),
        ]),
    ...(values === undefined
      ? []
      : checkValues(at('values'), values, isHelm(workload))),
    ...objectName(at('service'), service),
  ];
}

function checkRepository(
  path: string,
  text: string,
  isChart: boolean,
): Issue[] {
  const forms = isChart
    ? /^(https?:\/\/|oci:\/\/|[a-z0-9.-]+(:\d+)?\/)/
    : /^(https?:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)/;
  if (!forms.test(text) || !NO_SPACE.test(text)) {
    return [
      {
        path,
        message:
          text === ''
            ? 'The repository is empty.'
            : `“${text}” is no address of a repository.`,
        remedy: isChart
          ? 'Give a Helm repository such as https://charts.example.org, or a registry such as ghcr.io/acme/charts.'
          : 'Give a clone URL such as https://github.com/acme/shop.git.',
      },
    ];
  }
  return /^https?:\/\/[^/]*@/.test(text)
    ? [
        {
          path,
          message: 'It has a name or password in it, and everyone can read it.',
          remedy: 'Remove them; Argo CD has the credentials of repositories.',
        },
      ]
    : [];
}

/** A name of a branch, a tag or a commit by git's own rules. */
function checkRevision(path: string, text: string): Issue[] {
  const isBad =
    // eslint-disable-next-line no-control-regex
    /[\s~^:?*[\\\u0000-\u001f\u007f]|\.\.|@\{|\/\/|\.lock$|^[-./]|[./]$/.test(
      text,
    ) || text === '';
  return isBad
    ? [
        {
          path,
          message: `“${text}” is no branch, tag or commit.`,
          remedy:
            'Give one such as main, v1.4.2 or a commit; HEAD is its main branch.',
        },
      ]
    : [];
}

function checkVersion(path: string, text: string): Issue[] {
  return /^v?\d+\.\d+\.\d+([-+][-+.0-9A-Za-z]+)?$/.test(text)
    ? []
    : [
        {
          path,
          message: `“${text}” is no version of a chart.`,
          remedy: 'Give one exactly, such as 1.4.2.',
        },
      ];
}

function checkFolder(path: string, text: string): Issue[] {
  const parts = text.split('/');
  return text === '.' ||
    (parts.every(part => part && part !== '.' && part !== '..') &&
      plainText(path, text, { lines: false }).length === 0 &&
      NO_SPACE.test(text))
    ? []
    : [
        {
          path,
          message: `“${text}” is no folder of the repository.`,
          remedy: 'Give its path such as deploy/base, or . for all of it.',
        },
      ];
}

function checkChart(path: string, chart: string, folder?: string): Issue[] {
  if (folder !== undefined) {
    return [
      {
        path,
        message: 'Both a folder and a chart are named.',
        remedy: 'Name one of the two.',
      },
    ];
  }
  return /^[a-z0-9][-a-z0-9._/]*$/i.test(chart)
    ? []
    : [
        {
          path,
          message: `“${chart}” is no name of a chart.`,
          remedy: 'Give its name in the repository, such as podinfo.',
        },
      ];
}

function checkValues(path: string, text: string, isChart: boolean): Issue[] {
  const wrong = plainText(path, text, { lines: true });
  if (wrong.length > 0 || text.trim() === '') return wrong;
  if (!isChart) {
    const message = 'Only a chart has values.';
    return [
      { path, message, remedy: 'Remove them, or say that it is a chart.' },
    ];
  }
  const read = readYaml(text);
  if ('issues' in read) {
    return read.issues.map(({ message, ...issue }) => ({
      ...issue,
      path,
      message: message.replace('The file is not', 'They are not'),
    }));
  }
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'The values are no map.';
    return [{ path, message, remedy: 'Write them as key: value.' }];
  }
  return noLatest(path, text);
}
