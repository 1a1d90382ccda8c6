import { Cloud } from '../clouds';

/** How a cloud limits tags. */
interface Limits {
  /** Most tags that a resource may have. */
  count: number;
  nameLength: number;
  valueLength: number;
  /** Characters that may not be in a name. */
  notInName: RegExp;
  /** Characters that may not be in a value. */
  notInValue: RegExp;
  /** Beginnings of names that the cloud keeps for itself. */
  reserved: RegExp;
}

/**
 * From the clouds' own documentation, read in November 2026: AWS, "Tag naming
 * limits and requirements" (letters, numbers, spaces and `+ - = . _ : / @`);
 * Azure, "Use tags to organize your Azure resources" (names without `<>%&\?/`,
 * 512 characters, but 128 for storage accounts; not case-sensitive).
 */
export const TAG_LIMITS: Record<Cloud, Limits> = {
  aws: {
    count: 50,
    nameLength: 128,
    valueLength: 256,
    notInName: /[^\p{L}\p{Z}\p{N}+\-=._:/@]/gu,
    notInValue: /[^\p{L}\p{Z}\p{N}+\-=._:/@]/gu,
    reserved: /^aws:/i,
  },
  azure: {
    count: 50,
    nameLength: 128,
    valueLength: 256,
    notInName: /[<>%&\\?/\p{Cc}]/gu,
    notInValue: /\p{Cc}/gu,
    reserved: /^(microsoft|azure|windows)/i,
  },
};

/** The name of a tag in a cloud's form. */
export function tagName(cloud: Cloud, name: string): string {
  const { notInName, nameLength, reserved } = TAG_LIMITS[cloud];
  const written = name.replace(notInName, '_');
  return (reserved.test(written) ? `_${written}` : written).slice(
    0,
    nameLength,
  );
}

/**
 * Labels as tags: what a name or a value may not hold becomes `_`.
 *
 * @throws when there are more than the cloud lets a resource have
 */
export function tags(
  cloud: Cloud,
  labels: Record<string, string>,
): Record<string, string> {
  const { count, notInValue, valueLength } = TAG_LIMITS[cloud];
  const written = Object.entries(labels).map(([name, value]) => [
    tagName(cloud, name),
    value.replace(notInValue, '_').slice(0, valueLength),
  ]);
  if (written.length > count) {
    throw new Error(`${written.length} tags; ${cloud} allows ${count}`);
  }
  return Object.fromEntries(written);
}
