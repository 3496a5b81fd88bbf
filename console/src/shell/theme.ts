import { generateThemeStylesheet, type Theme } from '@cloudscape-design/components/theming';

const millrace: Theme = {
  tokens: {
    fontFamilyBase: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
    fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
    borderRadiusButton: '6px',
    borderRadiusContainer: '10px',
    borderRadiusInput: '6px',
    borderRadiusAlert: '8px',
    borderRadiusFlashbar: '8px',
    colorBackgroundLayoutMain: { light: '#f7f9f9', dark: '#0e1516' },
    colorBackgroundContainerContent: { light: '#ffffff', dark: '#151e20' },
    colorBackgroundContainerHeader: { light: '#ffffff', dark: '#151e20' },
    colorBackgroundButtonPrimaryDefault: { light: '#0b6b73', dark: '#5fd0c5' },
    colorBackgroundButtonPrimaryHover: { light: '#08545b', dark: '#86e2d9' },
    colorBackgroundButtonPrimaryActive: { light: '#063f45', dark: '#86e2d9' },
    colorTextButtonPrimaryDefault: { light: '#ffffff', dark: '#08282b' },
    colorTextButtonPrimaryHover: { light: '#ffffff', dark: '#08282b' },
    colorTextButtonPrimaryActive: { light: '#ffffff', dark: '#08282b' },
    colorTextButtonNormalDefault: { light: '#0b6b73', dark: '#6fd8cd' },
    colorTextButtonNormalHover: { light: '#08545b', dark: '#9be8e0' },
    colorBorderButtonNormalDefault: { light: '#0b6b73', dark: '#6fd8cd' },
    colorBorderButtonNormalHover: { light: '#08545b', dark: '#9be8e0' },
    colorBackgroundButtonNormalHover: { light: '#e8f4f4', dark: '#1b2a2c' },
    colorTextLinkDefault: { light: '#0b6b73', dark: '#6fd8cd' },
    colorTextLinkHover: { light: '#08545b', dark: '#9be8e0' },
    colorTextAccent: { light: '#0b6b73', dark: '#6fd8cd' },
    colorTextLayoutToggle: '#ffffff',
    colorBackgroundControlChecked: { light: '#0b6b73', dark: '#5fd0c5' },
    colorBackgroundToggleCheckedDisabled: { light: '#a8cfd1', dark: '#2b5457' },
    colorBackgroundItemSelected: { light: '#e8f4f4', dark: '#12292b' },
    colorBorderItemSelected: { light: '#0b6b73', dark: '#5fd0c5' },
    colorBorderItemFocused: { light: '#0b6b73', dark: '#5fd0c5' },
  },
};

export const stylesheet = generateThemeStylesheet({ theme: millrace });
