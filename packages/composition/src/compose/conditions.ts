import { Condition, Manifest } from '../types';

interface WithConditions {
  conditions?: Condition[];
}

/** A condition of an object; undefined if nobody has written it yet. */
export const conditionOf = (
  object: Manifest | undefined,
  type: string,
): Condition | undefined =>
  (object?.status as WithConditions | undefined)?.conditions?.find(
    condition => condition.type === type,
  );

/** Whether an object's controller says that it does its work. */
export const isReady = (object: Manifest | undefined): boolean =>
  conditionOf(object, 'Ready')?.status === 'True';
