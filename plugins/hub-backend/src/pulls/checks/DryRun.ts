import { FileIssue, lineOfField } from '@illm-lab/plugin-hub-common';
import { HttpStatusError } from '../../kube/httpRequest';
import { KubeConnection } from '../../kube/KubeConnection';
import { Manifest } from './manifests';

/**
 * User as whom the API server is asked. It may write what a pull request can
 * define, in dry runs alone: a policy of the hub refuses it everything else
 * (platform/hub/manifests/portal/pull-checks.yaml).
 */
export const CHECKS_USER = 'illm-lab:pull-checks';
const MANAGER = 'illm-lab-pull-checks';
const NOT_FOUND = 404;
const FORBIDDEN = 403;
const CONFLICT = 409;
const SERVER_FAULT = 500;
/**
 * An apply of what does not fit a definition's schema is answered by 500 and
 * `failed to create typed patch object (…): .spec.colour: field not declared in schema`.
 */
const UNTYPED =
  /typed patch object [^]*?: (?:errors:\s*)?\.([^\s:]+): ([^\n]+)/;

/** The API server could not be asked; why is the message. */
export class NotAsked extends Error {}

interface Status {
  message?: string;
  reason?: string;
  details?: { causes?: { field?: string; message?: string }[] };
}

/** What the hub's API server would say to objects, asked without a change. */
export class DryRun {
  constructor(private readonly connection: Pick<KubeConnection, 'dryRun'>) {}

  /**
   * What is wrong with an object, in the server's words.
   *
   * @throws NotAsked when the server does not answer, does not know the kind or
   *   does not take dry runs from us
   */
  async ask(
    manifest: Manifest,
    path: string,
    options: { apply: boolean },
    signal?: AbortSignal,
  ): Promise<FileIssue[]> {
    const as = { as: CHECKS_USER, manager: MANAGER, ...options };
    try {
      await this.connection.dryRun(path, manifest.object, as, signal);
      return [];
    } catch (error) {
      if (!(error instanceof HttpStatusError)) {
        throw new NotAsked(
          `The hub's API server does not answer: ${(error as Error).message}`,
        );
      }
      // of a new one: all was found good, and one of that name is there
      if (error.status === CONFLICT) return [];
      const status = statusOf(error);
      const { message = error.message } = status;
      if (
        (error.status >= SERVER_FAULT && !UNTYPED.test(message)) ||
        error.status === NOT_FOUND ||
        (error.status === FORBIDDEN && /cannot|impersonate/.test(message))
      ) {
        throw new NotAsked(message);
      }
      return issuesOf(manifest, status, message);
    }
  }
}

function statusOf({ body }: HttpStatusError): Status {
  try {
    return (JSON.parse(body) ?? {}) as Status;
  } catch {
    return {};
  }
}

function issuesOf(
  { file, document, lines }: Manifest,
  { details }: Status,
  message: string,
): FileIssue[] {
  const causes = (details?.causes ?? []).filter(({ field }) => field);
  if (causes.length > 0) {
    return causes.map(({ field = '', message: words = '' }) => ({
      file,
      path: field,
      message: `The API server refuses it: ${sentence(words)}`,
      remedy: 'Change it there.',
      line: lineOfField(document, lines, field),
    }));
  }
  // `strict decoding error: unknown field "spec.replica", unknown field …`
  const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)];
  if (unknown.length > 0) {
    return unknown.map(([, field]) => ({
      file,
      path: field,
      message: 'The API server does not know this field.',
      remedy: 'Correct its name or its place, or remove it.',
      line: lineOfField(document, lines, field),
    }));
  }
  const [, misfit, why = ''] = UNTYPED.exec(message) ?? [];
  if (misfit) {
    const isUnknown = why.startsWith('field not declared');
    return [
      {
        file,
        path: misfit,
        message: isUnknown
          ? 'The API server does not know this field.'
          : `The API server refuses it: ${sentence(why)}`,
        remedy: isUnknown
          ? 'Correct its name or its place, or remove it.'
          : 'Change it there.',
        line: lineOfField(document, lines, misfit),
      },
    ];
  }
  // `json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`
  const [, given, field, wanted] =
    /cannot unmarshal (\w+) into Go struct field \w+\.(\S+) of type (\S+)/.exec(
      message,
    ) ?? [];
  if (field) {
    return [
      {
        file,
        path: field,
        message: `The API server can’t read this: it is a ${given}.`,
        remedy: `Write what is of type ${wanted}.`,
        line: lineOfField(document, lines, field),
      },
    ];
  }
  return [
    {
      file,
      path: '',
      message: `The API server refuses it: ${sentence(message)}`,
      remedy: 'Change what it speaks of.',
      line: lineOfField(document, lines, ''),
    },
  ];
}

function sentence(text: string): string {
  return `${text.trim().replace(/\.$/, '')}.`;
}
