import { Button, Flex, Text } from '@backstage/ui';
import { SignInFrame } from './SignInFrame';

/** Says how a browser is let in that was not yet. */
export const NotAdmitted = ({ onAskAgain }: { onAskAgain: () => void }) => (
  <SignInFrame title="This browser is not let in yet">
    <Text as="p" color="secondary">
      Every program on a computer can reach its own pages, so the hub asks for
      proof that it is you. On the machine that runs it, in its folder:
    </Text>
    <pre>
      <code>./lab open</code>
    </pre>
    <Text as="p" color="secondary">
      That opens the portal with an address that works once. This browser is
      remembered afterwards.
    </Text>
    <Flex mt="4">
      <Button variant="secondary" onPress={onAskAgain}>
        Try again
      </Button>
    </Flex>
  </SignInFrame>
);
