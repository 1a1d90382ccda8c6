/** Checks that the portal makes of pull requests; as in plugins/hub-common's constants. */
export const REQUIRED_CHECKS = [
  'lab / folder',
  'lab / manifests',
  'lab / policy',
  'lab / estimate',
];
