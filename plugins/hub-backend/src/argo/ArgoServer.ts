import { readFile } from 'node:fs/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  NAMESPACE_EXPERIMENTS,
  WORKFLOW_TEMPLATE,
} from '@illm-lab/plugin-hub-common';
import { HubConfig } from '../config';
import { HttpStatusError, requestJson } from '../kube/httpRequest';
import { Workflow } from '../kube/types';

/** What is sent to the Argo server to start a run. */
export type NewWorkflow = Pick<Workflow, 'metadata'> & {
  apiVersion: string;
  kind: string;
  spec: object;
};

const TEMPLATES = 'workflow-templates';

/** An error that was given no code. */
const GRPC_UNKNOWN = 2;

/** The code beside a refusal in words; undefined when who answers is not Argo. */
function grpcCode({ body }: HttpStatusError): unknown {
  try {
    return (JSON.parse(body) as { code?: unknown } | null)?.code;
  } catch {
    return undefined;
  }
}

/** Argo refused what it was asked; repeating it won't help. */
export class ArgoRefusalError extends Error {}

/**
 * Errors of reaching the Argo server as what they are to who asks: the hub is
 * not ready. A refusal stays a refusal.
 *
 * @throws ServiceUnavailableError
 */
export async function reachingArgo<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof ArgoRefusalError ||
      error instanceof ServiceUnavailableError
      ? error
      : new ServiceUnavailableError(
          `The hub can’t take runs now: ${
            (error as Error).message
          }. Try again when it is ready.`,
        );
  }
}

/**
 * Starts and stops run Workflows through Argo's own server, so that each means
 * exactly what Argo means.
 */
export class ArgoServer {
  constructor(
    private readonly config: HubConfig['argo'],
    /** Token for when the configuration has none. */
    private readonly fallbackToken: () => string | undefined,
  ) {}

  /**
   * Creates a Workflow. One that is there already is taken for the same.
   *
   * @throws ArgoRefusalError when Argo does not accept it
   */
  async create(workflow: NewWorkflow): Promise<Workflow> {
    const { name } = workflow.metadata;
    try {
      return await this.send<Workflow>('POST', '', {
        namespace: NAMESPACE_EXPERIMENTS,
        workflow,
      });
    } catch (error) {
      if (error instanceof HttpStatusError && error.status === 409) {
        return this.send<Workflow>('GET', `/${name}`);
      }
      throw error;
    }
  }

  /** Stops a Workflow: its exit handler still runs. False: there is none. */
  async stop(name: string, message: string): Promise<boolean> {
    try {
      await this.send('PUT', `/${name}/stop`, {
        namespace: NAMESPACE_EXPERIMENTS,
        name,
        message,
      });
      return true;
    } catch (error) {
      if (error instanceof HttpStatusError && error.status === 404) {
        return false;
      }
      throw error;
    }
  }

  /**
   * Asks Argo whether it would take a Workflow as it is.
   *
   * @throws ArgoRefusalError with Argo's own words when it would not
   */
  async lint(workflow: object): Promise<void> {
    try {
      await this.send('POST', '/lint', {
        namespace: NAMESPACE_EXPERIMENTS,
        workflow,
      });
    } catch (error) {
      // What its validator finds is an error without a code to Argo's server,
      // which gRPC calls unknown and HTTP a fault of the server.
      throw error instanceof HttpStatusError && grpcCode(error) === GRPC_UNKNOWN
        ? new ArgoRefusalError(error.words, { cause: error })
        : error;
    }
  }

  /**
   * Makes sure that the template of all runs is there. Argo CD brings it, some time
   * after Argo's server has begun to answer.
   *
   * @throws ServiceUnavailableError while it is not there
   */
  async awaitTemplate(): Promise<void> {
    try {
      await this.send('GET', `/${WORKFLOW_TEMPLATE}`, undefined, TEMPLATES);
    } catch (error) {
      if (error instanceof HttpStatusError && error.status === 404) {
        throw new ServiceUnavailableError(
          `The hub is still being built: what carries runs out, the WorkflowTemplate ${WORKFLOW_TEMPLATE} of namespace ${NAMESPACE_EXPERIMENTS}, is not there yet; Argo CD brings it. Try again in a moment.`,
        );
      }
      // Who may not look may still be let start.
      if (!(error instanceof ArgoRefusalError)) throw error;
    }
  }

  private async send<T>(
    method: string,
    path: string,
    body?: object,
    collection = 'workflows',
  ): Promise<T> {
    const { url, caFile, insecureSkipTlsVerify } = this.config;
    const token = this.config.token ?? this.fallbackToken();
    try {
      return await requestJson<T>({
        url: new URL(
          `${url}/api/v1/${collection}/${NAMESPACE_EXPERIMENTS}${path}`,
        ),
        method,
        body,
        headers: token ? { authorization: `Bearer ${token}` } : {},
        tls: {
          rejectUnauthorized: !insecureSkipTlsVerify,
          ...(caFile && { ca: await readFile(caFile) }),
        },
      });
    } catch (error) {
      if (
        error instanceof HttpStatusError &&
        [400, 403, 422].includes(error.status)
      ) {
        throw new ArgoRefusalError(error.words, { cause: error });
      }
      throw error;
    }
  }
}
