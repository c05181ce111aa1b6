import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const anna = `apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: anna
spec:
  memberOf: [guests]
`;

/** The configuration with which the guest of a new app signs in as somebody of the catalog, as the guide has it. */
export const signInAs = (name = 'guest') => ({
  auth: {
    providers: {
      guest: {
        userEntityRef: `user:default/${name}`,
        ownershipEntityRefs: [`user:default/${name}`, 'group:default/guests'],
      },
    },
  },
});

/**
 * The second person whom the guide wants in the catalog, beside what create-app has in it.
 *
 * @returns the configuration with which the catalog reads her; a list in it stands in for the stock one, so it has both
 */
export async function secondPerson(folder) {
  const file = path.join(folder, 'examples/second-person.yaml');
  await writeFile(file, anna);
  const people = [{ allow: ['User', 'Group'] }];
  return {
    catalog: {
      locations: [
        { type: 'file', target: '../../examples/entities.yaml' },
        { type: 'file', target: '../../examples/org.yaml', rules: people },
        { type: 'file', target: file, rules: people },
      ],
    },
  };
}
