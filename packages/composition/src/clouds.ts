/** Where a claim can be provided. */
export const PROVIDERS = ['aws', 'azure', 'local'] as const;
/** One of {@link PROVIDERS}. */
export type Provider = (typeof PROVIDERS)[number];
/** A provider whose resources are somewhere else. */
export type Cloud = Exclude<Provider, 'local'>;

/** What people call a cloud. */
export const CLOUD_TITLES: Record<Cloud, string> = {
  aws: 'AWS',
  azure: 'Azure',
};

/** Regions of a claim, and what each cloud calls the one nearest to it. */
export const REGIONS = {
  'eu-central': { aws: 'eu-central-1', azure: 'germanywestcentral' },
  'eu-west': { aws: 'eu-west-1', azure: 'northeurope' },
  'us-east': { aws: 'us-east-1', azure: 'eastus' },
} as const satisfies Record<string, Record<Cloud, string>>;

/** One of {@link REGIONS}. */
export type Region = keyof typeof REGIONS;

/** The three sizes of what has a size. */
export type Size = 'small' | 'medium' | 'large';
