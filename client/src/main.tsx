import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { config } from 'zod'
import { routes } from './app/routes.tsx'
import { SessionProvider } from './app/session.tsx'
import { theme } from './app/theme.ts'
import { useLanguage } from './app/words.ts'
import './app/app.css'

config({ jitless: true }) // the page's policy forbids code made at run time

const router = createBrowserRouter(routes)

function App() {
  const language = useLanguage()
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </ConfigProvider>
  )
}

createRoot(document.getElementById('root')!).render(<App />)
