import { type SourceStatus } from '@illm-lab/plugin-hub-common';

/** A list whose source has never answered is no empty list. */
export const hasFigures = ({
  source,
  items,
}: {
  source: SourceStatus;
  items: unknown[];
}) => source.connected || Boolean(source.lastGoodAt) || items.length > 0;
