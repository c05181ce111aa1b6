import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

export const scaffolderExtensions = [
  FormFieldBlueprint.make({
    name: 'terraform-plan-upload',
    params: {
      field: () =>
        import('../components/TemplateFields').then(m => m.terraformPlanField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'change-window',
    params: {
      field: () =>
        import('../components/TemplateFields').then(m => m.changeWindowField),
    },
  }),
];
