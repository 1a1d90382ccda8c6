import { LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import {
  CATALOG_TYPE_EXPERIMENT,
  CLUSTER_ROLES,
  ClusterRole,
  experimentPaths,
  isBesideWorkflow,
} from '../constants';
import {
  ExperimentCluster,
  parseExperimentCluster,
} from '../experiment-cluster';
import { validateExperimentName } from '../experiment-name';
import { experimentTopology } from '../experiment-topology';
import { parseExperimentWorkflow } from '../experiment-workflow';
import { Issue } from '../issue';
import { lineOfField } from './yaml-lines';

/** Something that is wrong with a file of the repository. */
export interface FileIssue extends Issue {
  /** From the repository's root. */
  file: string;
}

/**
 * Checks the folder of an experiment as a run would find it: its name, the
 * catalog's entity, its clusters and where they put it, and its workflow.
 *
 * @param files - texts of its files by path from the repository's root
 * @returns what is wrong, each with its file and, where there is one, its line
 */
export function checkExperimentFolder(
  name: string,
  files: Record<string, string>,
): FileIssue[] {
  const paths = experimentPaths(name);
  const wrongName = validateExperimentName(name).map(issue => ({
    ...issue,
    file: paths.catalogInfo,
    line: 1,
  }));
  return [
    ...wrongName,
    ...checkEntity(name, paths.catalogInfo, files[paths.catalogInfo]),
    ...checkClusters(name, files),
    ...checkWorkflowFile(name, files),
  ];
}

const missing = (file: string, remedy: string): FileIssue => ({
  file,
  path: '',
  message: 'The file is missing.',
  remedy,
});

interface Entity {
  kind?: unknown;
  metadata?: { name?: unknown };
  spec?: { type?: unknown; owner?: unknown };
}

function checkEntity(
  name: string,
  file: string,
  text: string | undefined,
): FileIssue[] {
  if (text === undefined) {
    return [
      missing(
        file,
        `Add it: a Component ${name} of type experiment, with its owner.`,
      ),
    ];
  }
  const lines = new LineCounter();
  const documents = [...parseAllDocuments(text, { lineCounter: lines })];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    return [
      {
        file,
        path: '',
        message: `The file is not valid YAML: ${
          error.message.split(' at line ')[0]
        }.`,
        remedy: 'Correct the YAML.',
        line: error.linePos?.[0].line,
      },
    ];
  }
  // its clusters may be beside it in the file
  const document =
    documents.find(one => one.get('kind') === 'Component') ?? documents[0];
  if (!document) {
    return [missing(file, `Write the Component ${name} into it.`)];
  }
  const entity = (document.toJS() ?? {}) as Entity;
  const found: FileIssue[] = [];
  const want = (path: string, value: unknown, wanted: string) => {
    if (value === wanted) return;
    found.push({
      file,
      path,
      message: `${path} is ${
        value === undefined ? 'missing' : JSON.stringify(value)
      }.`,
      remedy: `Write ${wanted}.`,
      line: lineOfField(document, lines, path),
    });
  };
  want('kind', entity.kind, 'Component');
  want('metadata.name', entity.metadata?.name, name);
  want('spec.type', entity.spec?.type, CATALOG_TYPE_EXPERIMENT);
  if (!entity.spec?.owner) {
    found.push({
      file,
      path: 'spec.owner',
      message: 'spec.owner is missing.',
      remedy: 'Name the team that owns it.',
      line: lineOfField(document, lines, 'spec'),
    });
  }
  return found;
}

function checkClusters(
  name: string,
  files: Record<string, string>,
): FileIssue[] {
  const { cluster: pathOf } = experimentPaths(name);
  const roles = CLUSTER_ROLES.filter(role => files[pathOf(role)] !== undefined);
  if (roles.length === 0) {
    return [
      missing(
        pathOf('target'),
        'Add one for the target or the orchestrator: it has the cost labels.',
      ),
    ];
  }
  const found: FileIssue[] = [];
  const clusters: { role: ClusterRole; cluster: ExperimentCluster }[] = [];
  for (const role of roles) {
    const file = pathOf(role);
    const parsed = parseExperimentCluster(files[file]);
    if ('issues' in parsed) {
      found.push(...placed(file, files[file], parsed.issues));
    } else {
      const { cluster } = parsed;
      clusters.push({ role, cluster });
      if (cluster.spec.role !== role) {
        found.push(
          ...placed(file, files[file], [
            {
              path: 'spec.role',
              message: `spec.role is ${cluster.spec.role}, and the folder is ${role}.`,
              remedy: `Write ${role}, or move the folder.`,
            },
          ]),
        );
      }
    }
  }
  if (clusters.length === roles.length) {
    const topology = experimentTopology(name, clusters);
    if ('issues' in topology) {
      // their path is the file
      found.push(
        ...topology.issues.map(issue => ({
          ...issue,
          file: issue.path,
          path: '',
        })),
      );
    }
  }
  return found;
}

function placed(file: string, text: string, issues: Issue[]): FileIssue[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return issues.map(issue => ({
    ...issue,
    file,
    line: issue.line ?? lineOfField(document, lines, issue.path),
  }));
}

function checkWorkflowFile(
  name: string,
  files: Record<string, string>,
): FileIssue[] {
  const { workflow: file, workflowFolder } = experimentPaths(name);
  const text = files[file];
  if (text === undefined) {
    return [missing(file, 'Add it: the Workflow that a run of it starts.')];
  }
  const beside = Object.entries(files).flatMap(([path, content]) => {
    const own = path.slice(workflowFolder.length + 1);
    return path.startsWith(`${workflowFolder}/`) && isBesideWorkflow(own)
      ? [[own, content]]
      : [];
  });
  const parsed = parseExperimentWorkflow(text, Object.fromEntries(beside));
  return 'issues' in parsed
    ? parsed.issues.map(issue => ({ ...issue, file }))
    : [];
}
