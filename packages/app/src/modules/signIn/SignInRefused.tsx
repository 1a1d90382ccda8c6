import { Alert, Button, Flex } from '@backstage/ui';
import { errorText } from '@illm-lab/plugin-hub';
import { SignInFrame } from './SignInFrame';

/** Says why the picked person was not let in, and the two ways on. */
export const SignInRefused = ({
  person,
  error,
  onPickAgain,
}: {
  person: string;
  error?: Error;
  onPickAgain: () => void;
}) => (
  <SignInFrame title={`Could not sign in as ${person}`}>
    <Alert
      status="danger"
      icon
      role="alert"
      title="The hub did not let this person in"
      description={error ? errorText(error) : 'It gave no reason.'}
    />
    <Flex gap="2" mt="4">
      <Button variant="primary" onPress={() => window.location.reload()}>
        Try again
      </Button>
      <Button variant="secondary" onPress={onPickAgain}>
        Pick somebody else
      </Button>
    </Flex>
  </SignInFrame>
);
