import { Shape, Template } from './shape';
import { Found } from './types';
import { Placed, templatesOf } from './walk';

type Words = Pick<Found, 'message' | 'remedy'>;

/** What the hub has nothing for, by the field that a template has it in. */
const REFUSED: Record<string, (template: Template) => Words | undefined> = {
  plugin: () => ({
    message: 'It is of type plugin, and the hub has no executor plugins.',
    remedy: 'Do it in a container or a script.',
  }),
  http: () => ({
    message:
      'It is of type http, and Argo’s agent, which would send the request, has no rights in a run.',
    remedy: 'Send it from a container, such as with wget.',
  }),
  data: () => ({
    message:
      'It is of type data, which lists an artifact repository, and a run has none.',
    remedy: 'List what is needed in a script.',
  }),
  suspend: ({ suspend }) =>
    suspend?.duration === undefined
      ? {
          message:
            'It waits until somebody resumes it, and a run is resumed by nobody.',
          remedy:
            'Give suspend a duration, or make what is asked for an input of the run.',
        }
      : undefined,
  resource: ({ resource }) =>
    resource?.action !== 'get'
      ? {
          message: `It wants to ${resource?.action} an object of the cluster, and a run’s steps may only look at it.`,
          remedy: 'Put the object into target/argocd, or use the action get.',
        }
      : undefined,
};

/** Where an artifact can be that needs no repository of the hub. */
const PLACES = [
  ...['artifactory', 'azure', 'gcs', 'hdfs', 'http', 'oss', 's3', 'plugin'],
  ...['git', 'raw', 'from', 'fromExpression'],
];

/** A key alone is a place within the hub's repository. */
const isPlace = (place: unknown) =>
  typeof place === 'object' && place !== null
    ? Object.keys(place).some(field => field !== 'key')
    : place !== undefined;

const refusedTypes = ({ one, at }: Placed<Template>): Found[] =>
  Object.entries(REFUSED).flatMap(([field, refuse]) => {
    const words = one[field] === undefined ? undefined : refuse(one);
    return words ? [{ at: [...at, field], ...words }] : [];
  });

const homelessArtifacts = ({ one, at }: Placed<Template>): Found[] =>
  // Those of steps and DAGs are artifacts of what is in them.
  one.steps || one.dag
    ? []
    : (one.outputs?.artifacts ?? []).flatMap((artifact, index) =>
        PLACES.some(place => isPlace(artifact[place]))
          ? []
          : [
              {
                at: [...at, 'outputs', 'artifacts', index],
                message: `The artifact “${artifact.name}” names no place, and the hub has no artifact repository.`,
                remedy:
                  'Give it one, such as s3, or hand on what is short as an output parameter.',
              },
            ],
      );

/** Types of templates that no run can do, and artifacts that have no place. */
export function checkTypes(shape: Shape): Found[] {
  return templatesOf(shape).flatMap(placed => [
    ...refusedTypes(placed),
    ...(shape.spec.artifactRepositoryRef ? [] : homelessArtifacts(placed)),
  ]);
}
