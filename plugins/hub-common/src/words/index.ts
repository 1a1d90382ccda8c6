export { patternsWithoutWords } from './patterns';
export { RULES_WITH_WORDS, ruleWords } from './rule-words';
export type { BrokenRule, RuleSchema } from './rule-words';
export { allowed, amount, quote, sentence } from './values';
