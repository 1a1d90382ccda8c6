/** What the value of an input is. */
export const INPUT_TYPES = [
  'integer',
  'number',
  'string',
  'duration',
  'boolean',
  'json',
] as const;
/** One of {@link INPUT_TYPES}. */
export type InputType = (typeof INPUT_TYPES)[number];

/** JSON that has an editor and a check of its own. */
export const INPUT_FORMATS = ['k6-thresholds'] as const;
/** One of {@link INPUT_FORMATS}. */
export type InputFormat = (typeof INPUT_FORMATS)[number];

/**
 * What the annotation `illm.lab/inputs` says about a parameter, beside what Argo
 * itself has fields for.
 */
export interface InputDeclaration {
  /** What people call it; its name when absent. */
  title?: string;
  type: InputType;
  /** Least value; of a duration in seconds. */
  minimum?: number;
  /** Largest value; of a duration in seconds. */
  maximum?: number;
  /** What the number is in, such as `ms` or `%`. */
  unit?: string;
  /** Regular expression for the whole text; the description says it in words. */
  pattern?: string;
  /** The text has several lines. */
  multiline?: boolean;
  format?: InputFormat;
}

/** One input of a run, as the experiment's workflow defines it. */
export interface RunInput extends InputDeclaration {
  name: string;
  description?: string;
  /** Value that is used when none is given. */
  default?: string;
  /** Allowed values; any text when absent. */
  enum?: string[];
  /** True when there is no default and a value must be given. */
  required: boolean;
  /**
   * True when the workflow has no annotation for it and the type is a guess from
   * the default: then it is advice, and any text is taken, as Argo takes it.
   */
  inferred?: boolean;
}

/** What people call an input. */
export const inputTitle = ({ title, name }: { title?: string; name: string }) =>
  title ?? name;
