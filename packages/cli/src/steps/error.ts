/** A step's failure, said in a sentence that a person can act on. */
export class StepError extends Error {}
