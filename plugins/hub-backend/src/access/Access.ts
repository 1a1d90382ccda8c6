import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { hubRunReadPermission } from '@illm-lab/plugin-hub-common';
import { permissionWords } from './words';

/** Decides who may see and do what, by asking the permission framework. */
export class Access {
  constructor(
    private readonly auth: AuthService,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * The user behind credentials. Acting is for people: what a run costs, and what
   * is done to the hub, must lead back to one.
   *
   * @throws NotAllowedError for services
   */
  user(
    credentials: BackstageCredentials,
  ): BackstageCredentials<BackstageUserPrincipal> {
    if (!this.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Only a signed-in person can do this. Use a user’s token.',
      );
    }
    return credentials;
  }

  /** Who is behind credentials, for the audit log. */
  nameOf(credentials: BackstageCredentials): string {
    if (this.auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return this.auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'nobody';
  }

  /** Whether these credentials have a permission; for what is only left out without. */
  async allows(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * @param permission - what is to be seen; runs unless told
   * @throws NotAllowedError when these credentials may not see it
   */
  async mayRead(
    credentials: BackstageCredentials,
    permission: BasicPermission = hubRunReadPermission,
  ): Promise<void> {
    if (!(await this.allows(credentials, permission))) {
      throw new NotAllowedError(
        `You may not ${permissionWords(
          permission,
        )}. Ask the platform team for the right to.`,
      );
    }
  }

  /**
   * @param who - whom it is for, to be asked
   * @throws NotAllowedError when the user may not
   */
  async may(
    permission: BasicPermission,
    who: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.allows(credentials, permission))) {
      throw new NotAllowedError(
        `You may not ${permissionWords(
          permission,
        )}; that is for ${who}. Ask one of them.`,
      );
    }
  }

  /** @throws NotAllowedError when the user may not act on the experiment */
  async mayAct(
    permission: ResourcePermission,
    experiment: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission, resourceRef: experiment }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not ${permissionWords(
          permission,
        )} of ${experiment}: that is for its owner team and the platform team. Ask one of them.`,
      );
    }
  }
}
