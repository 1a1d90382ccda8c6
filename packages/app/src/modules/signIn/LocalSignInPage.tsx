import { ProxiedSignInPage } from '@backstage/core-components';
import { type SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { forgetOnSignOut } from './forgetOnSignOut';
import { NotAdmitted } from './NotAdmitted';
import { PeoplePicker } from './PeoplePicker';
import { rememberedPerson } from './rememberedPerson';
import { SignInRefused } from './SignInRefused';
import { useAdmission } from './useAdmission';

/**
 * In a browser that was let in, signs in as the picked person through the auth provider `local`, and as the
 * same person after a reload, until that person signs out.
 */
export const LocalSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const [person, setPerson] = useState(rememberedPerson.get);
  const { admission, askAgain } = useAdmission();

  if (admission === 'asking') return null;
  if (admission === 'refused') return <NotAdmitted onAskAgain={askAgain} />;

  if (!person) {
    return (
      <PeoplePicker
        onPick={name => {
          rememberedPerson.set(name);
          setPerson(name);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="local"
      headers={{ 'X-Lab-User': person }}
      onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
      ErrorComponent={({ error }) => (
        <SignInRefused
          person={person}
          error={error}
          onPickAgain={() => {
            rememberedPerson.forget();
            setPerson(undefined);
          }}
        />
      )}
    />
  );
};
