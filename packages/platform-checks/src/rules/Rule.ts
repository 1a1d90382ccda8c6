import { PlatformTree } from '../tree';

/** What a rule found. */
export interface Finding {
  /** The file to change, relative to the repository. */
  file: string;
  /** What is wrong and what to do about it. */
  message: string;
}

/** Something that must hold for the tree. */
export interface Rule {
  name: string;
  /** What would go wrong without it. */
  why: string;
  check(tree: PlatformTree): Finding[];
}
