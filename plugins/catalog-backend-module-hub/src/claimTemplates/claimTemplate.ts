import { Entity } from '@backstage/catalog-model';
import { ClaimKind, kindSlug } from '@illm-lab/plugin-hub-common';
import { formSchema } from './formSchema';

/** Longest name that all clouds accept; the definition has the last word. */
const MAX_NAME = 38;

const basics = (title: string) => ({
  title: 'Basics',
  required: ['name', 'owner'],
  properties: {
    name: {
      title: 'Name',
      type: 'string',
      description: `What the ${title} is called: small letters, digits and single hyphens.`,
      maxLength: MAX_NAME,
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      'ui:autofocus': true,
    },
    owner: {
      title: 'Owner team',
      type: 'string',
      description: 'It is made in the namespace of this team.',
      'ui:field': 'OwnerTeam',
    },
    experiment: {
      title: 'Experiment',
      type: 'string',
      description: 'The one that it is for, if it is for one.',
      'ui:field': 'RunnableExperiment',
    },
    // Set by the link of a claim's page; a person has no use for it here.
    change: {
      type: 'boolean',
      default: false,
      'ui:widget': 'hidden',
      'ui:backstage': { review: { show: false } },
    },
  },
});

const wishes = ({ kind, title, spec }: ClaimKind) => ({
  title: title[0].toUpperCase() + title.slice(1),
  required: ['spec'],
  properties: {
    spec: {
      title: '',
      ...formSchema(spec),
      'ui:field': 'ClaimSpec',
      'ui:options': { kind, free: !spec.properties },
    },
  },
});

const payers = {
  title: 'Costs',
  required: ['project', 'environment', 'costCenter'],
  properties: {
    project: {
      title: 'Project',
      type: 'string',
      description:
        'A name of your choice for what it is done for, such as a product; costs are added up by it. Letters, digits, hyphens, dots and underscores.',
      minLength: 1,
      maxLength: 63,
      pattern: '^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$',
    },
    environment: {
      title: 'Environment',
      type: 'string',
      description: 'What it is for.',
      default: 'dev',
      enum: ['dev', 'staging', 'prod'],
      enumNames: ['Development', 'Staging', 'Production'],
    },
    costCenter: {
      title: 'Cost center',
      type: 'string',
      description: 'The one that pays for the owner team.',
      'ui:field': 'CostCenter',
    },
  },
};

const review = (kind: string) => ({
  title: 'Preview',
  required: ['preview'],
  properties: {
    preview: {
      title: 'What it will be',
      type: 'string',
      'ui:field': 'ClaimPreview',
      'ui:options': { kind },
    },
  },
});

const render = (kind: string) => ({
  id: 'render',
  name: 'Write and check it',
  action: 'hub:render-claim',
  input: {
    kind,
    ...Object.fromEntries(
      [
        'name',
        'owner',
        'experiment',
        'change',
        'spec',
        'project',
        'environment',
        'costCenter',
      ].map(name => [name, `\${{ parameters.${name} }}`]),
    ),
  },
});

const publish = ({ title }: ClaimKind) => ({
  id: 'publish',
  name: 'Open the pull request',
  action: 'publish:github:pull-request',
  input: {
    repoUrl: '${{ environment.parameters.repoUrl }}',
    targetBranchName: '${{ environment.parameters.targetBranch }}',
    branchName: '${{ steps.render.output.branch }}',
    title: `\${{ 'Change' if parameters.change else 'Add' }} ${title} \${{ parameters.name }}`,
    gitAuthorName: '${{ steps.render.output.authorName }}',
    gitAuthorEmail: '${{ steps.render.output.authorEmail }}',
    update: '${{ steps.render.output.update }}',
    createWhenEmpty: false,
    description: '${{ steps.render.output.description }}',
  },
});

const withArticle = (noun: string) =>
  `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The template that asks for a claim of a kind, or for a change of one. */
export function claimTemplate(kind: ClaimKind): Entity {
  const { title, description } = kind;
  const slug = kindSlug(kind.kind);
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: slug,
      title: `New ${title}`,
      description:
        description ??
        `Asks for ${withArticle(
          title,
        )}. Ends at a pull request that says what it will be made of and about what it will cost.`,
      tags: ['claim', slug],
    },
    spec: {
      owner: 'group:default/platform',
      system: 'hub',
      type: 'claim',
      parameters: [basics(title), wishes(kind), payers, review(kind.kind)],
      steps: [render(kind.kind), publish(kind)],
      output: {
        links: [
          {
            title: 'Follow the pull request',
            url: '/pull-requests/${{ steps.publish.output.pullRequestNumber }}',
          },
        ],
      },
    },
  };
}
