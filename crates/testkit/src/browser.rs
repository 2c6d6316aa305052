//! A headless Chromium for tests that see pages as people do.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, anyhow};
use chromiumoxide::{
    Page,
    browser::{Browser as Chromium, BrowserConfig},
    cdp::browser_protocol::{
        emulation::{MediaFeature, SetDeviceMetricsOverrideParams},
        input::InsertTextParams,
        page::CaptureScreenshotFormat,
        target::CreateTargetParams,
    },
    page::ScreenshotParams,
};
use futures_util::StreamExt;
use tempfile::TempDir;
use tokio::{task::JoinHandle, time::timeout};

/// Where Debian and others put Chromium.
const PLACES: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
];

/// How long anything may take before the test is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Milliseconds between two looks for something that is to appear.
const LOOK_EVERY_MS: u64 = 50;

/// A headless Chromium with an empty profile, and one tab of it. The profile
/// goes when it is dropped; [`Browser::close`] ends the process.
pub struct Browser {
    chromium: Chromium,
    page: Page,
    events: JoinHandle<()>,
    _profile: TempDir,
}

/// Starts Chromium. `None`, said loudly, when it is not on this machine; a
/// panic then when this run must have it, see [`crate::require`].
///
/// # Panics
/// When it is there and does not start.
pub async fn browser() -> Option<Browser> {
    let Some(executable) = PLACES.into_iter().find(|path| Path::new(path).exists()) else {
        crate::skip(
            "chromium",
            "Chromium not found; install Debian's `chromium`",
        );
        return None;
    };
    let started = Browser::start(Path::new(executable)).await;
    Some(started.expect("Chromium starts"))
}

impl Browser {
    async fn start(executable: &Path) -> Result<Browser> {
        let profile = tempfile::tempdir().context("a folder for the profile")?;
        let config = BrowserConfig::builder()
            .chrome_executable(executable)
            .user_data_dir(profile.path())
            // Containers run as root, where the sandbox cannot.
            .no_sandbox()
            .window_size(1_280, 900)
            .viewport(None)
            .disable_https_first()
            .launch_timeout(PATIENCE)
            .request_timeout(PATIENCE)
            .args([
                "disable-gpu",
                "disable-quic",
                "no-first-run",
                "disable-background-networking",
                "disable-component-update",
                "disable-sync",
            ])
            .build()
            .map_err(|why| anyhow!("{why}"))?;
        let (chromium, mut handler) = Chromium::launch(config).await?;
        // Chromium's messages must be read for anything to happen.
        let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
        let page = chromium
            .new_page(CreateTargetParams::new("about:blank"))
            .await?;
        Ok(Browser {
            chromium,
            page,
            events,
            _profile: profile,
        })
    }

    /// Returns the tab, for what has no helper here.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    /// When it does not load in time.
    pub async fn goto(&self, address: &str) -> Result<()> {
        let load = async {
            self.page.goto(address).await?;
            self.page.wait_for_navigation().await?;
            anyhow::Ok(())
        };
        timeout(PATIENCE, load)
            .await
            .with_context(|| format!("{address} does not load"))?
    }

    /// Waits for the first element that a CSS selector names and clicks it.
    ///
    /// # Errors
    /// When there is none in time, or it cannot be clicked.
    pub async fn click(&self, selector: &str) -> Result<()> {
        self.wait_for(selector).await?;
        let element = self.page.find_element(selector).await?;
        element.scroll_into_view().await?;
        element.click().await?;
        Ok(())
    }

    /// Clicks an element and waits until the page it leads to is loaded.
    ///
    /// # Errors
    /// When there is no such element, or no page follows.
    pub async fn follow(&self, selector: &str) -> Result<()> {
        // The mark is gone once another document stands there.
        self.run("document.documentElement.dataset.before = '1'")
            .await?;
        self.click(selector).await?;
        self.wait_until(
            "document.readyState === 'complete' && !document.documentElement.dataset.before",
        )
        .await
        .with_context(|| format!("nothing follows a click on `{selector}`"))
    }

    /// Clears a field and types text into it.
    ///
    /// # Errors
    /// When there is no such field in time.
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        self.wait_for(selector).await?;
        let element = self.page.find_element(selector).await?;
        element
            .call_js_fn("function() { this.value = '' }", false)
            .await?;
        element.focus().await?;
        // As an input method commits it: Vietnamese letters have no key of
        // their own.
        self.page.execute(InsertTextParams::new(text)).await?;
        Ok(())
    }

    /// Chooses an option of a `<select>` by its value.
    ///
    /// # Errors
    /// When there is no such field in time.
    pub async fn choose(&self, selector: &str, value: &str) -> Result<()> {
        self.wait_for(selector).await?;
        let element = self.page.find_element(selector).await?;
        let value = value.replace('\\', "\\\\").replace('\'', "\\'");
        element
            .call_js_fn(format!("function() {{ this.value = '{value}' }}"), false)
            .await?;
        Ok(())
    }

    /// Presses a key wherever the focus is: `j`, `Enter`, `1`.
    ///
    /// # Errors
    /// When the key is unknown.
    pub async fn press(&self, key: &str) -> Result<()> {
        self.page.find_element("body").await?.press_key(key).await?;
        Ok(())
    }

    /// Returns the text of the first element that a selector names, as a
    /// reader sees it.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn text(&self, selector: &str) -> Result<String> {
        self.wait_for(selector).await?;
        let element = self.page.find_element(selector).await?;
        Ok(element.inner_text().await?.unwrap_or_default())
    }

    /// Returns the address of the tab.
    ///
    /// # Errors
    /// When Chromium does not answer.
    pub async fn address(&self) -> Result<String> {
        Ok(self.page.url().await?.unwrap_or_default())
    }

    /// Saves what the tab shows as PNG, whole page or the window alone.
    ///
    /// # Errors
    /// When the picture cannot be taken or written.
    pub async fn screenshot(&self, path: &Path, whole_page: bool) -> Result<()> {
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .full_page(whole_page)
            .build();
        let picture = timeout(PATIENCE, self.page.screenshot(params)).await??;
        tokio::fs::write(path, picture)
            .await
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Shows pages as to a reader who prefers dark ones, or not.
    ///
    /// # Errors
    /// When Chromium does not answer.
    pub async fn prefer_dark(&self, dark: bool) -> Result<()> {
        let feature = MediaFeature {
            name: "prefers-color-scheme".to_owned(),
            value: if dark { "dark" } else { "light" }.to_owned(),
        };
        self.page.emulate_media_features(vec![feature]).await?;
        Ok(())
    }

    /// Shows pages as in a window of that many CSS pixels.
    ///
    /// # Errors
    /// When Chromium does not answer.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let window = SetDeviceMetricsOverrideParams::new(width, height, 1.0, false);
        self.page.execute(window).await?;
        Ok(())
    }

    /// Runs an expression in the page.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, expression: &str) -> Result<()> {
        self.page.evaluate(expression).await?;
        Ok(())
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    /// When it does not become true in time.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        let becomes_true = async {
            loop {
                // While one document gives way to the next, Chromium has no
                // place to evaluate in; that is no failure.
                let held = self.page.evaluate(expression).await;
                if held.is_ok_and(|value| value.into_value().unwrap_or(false)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
            }
        };
        timeout(PATIENCE, becomes_true)
            .await
            .with_context(|| format!("`{expression}` does not become true"))
    }

    /// Waits until there is an element that a selector names.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        let quoted = selector.replace('\\', "\\\\").replace('`', "\\`");
        self.wait_until(&format!("document.querySelector(`{quoted}`) !== null"))
            .await
    }

    /// Ends Chromium.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn close(mut self) -> Result<()> {
        self.chromium.close().await?;
        timeout(PATIENCE, self.chromium.wait()).await??;
        self.events.abort();
        Ok(())
    }
}
