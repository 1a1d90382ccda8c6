/** What a permission lets one do, as people say it. */
const WORDS: Record<string, string> = {
  'hub.run.create': 'start runs',
  'hub.run.control': 'stop and star runs',
  'hub.run.read': 'see experiments and their runs',
  'hub.cost.read': 'see costs',
  'hub.node.read': 'see clusters and nodes',
  'hub.service.read': 'see the hub’s services',
  'hub.service.value.read': 'see the values of services’ ConfigMaps',
  'hub.service.control': 'change the hub’s services',
  'hub.claim.read': 'see claims',
};

/** A permission in words; a new one without any is named, so that its test fails. */
export const permissionWords = ({ name }: { name: string }) =>
  WORDS[name] ?? name;
