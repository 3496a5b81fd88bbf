/// <reference types="vite/client" />
declare module 'virtual:theme.css';
declare module '@cloudscape-design/components/i18n/messages/all.en' {
  const messages: import('@cloudscape-design/components/i18n').I18nProviderProps.Messages;
  export default messages;
}
