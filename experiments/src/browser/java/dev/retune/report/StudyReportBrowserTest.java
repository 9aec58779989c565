package dev.retune.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The page in a real browser. */
class StudyReportBrowserTest {

    private static final Path CHROMIUM =
            Path.of(Optional.ofNullable(System.getenv("RETUNE_CHROMIUM")).orElse("/usr/bin/chromium"));

    private static Playwright playwright;
    private static Browser browser;

    @TempDir
    Path folder;

    private Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    @BeforeAll
    static void startBrowser() {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                "no Chromium at " + CHROMIUM + ": install it, or say where it is with RETUNE_CHROMIUM");
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void openPage() {
        page = browser.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> requests.add(request.url()));
    }

    @AfterEach
    void closePage() {
        page.close();
        assertThat(complaints).isEmpty();
        assertThat(requests).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }

    private void show(SampleStudy study) throws Exception {
        Path file = folder.resolve("report.html");
        StudyReport.of(study.definition(), study.trials()).write(file);
        page.navigate(file.toUri().toString());
        page.waitForSelector("body[data-ready=true]");
    }

    private int charts() {
        return page.locator("canvas").count();
    }

    @Test
    void page_showsScoresConfigurationAndCharts() throws Exception {
        SampleStudy study = SampleStudy.of(40).withHoldOut(0.875);
        show(study);

        assertThat(page.textContent("#scores"))
                .contains("cross-validated accuracy ± standard error", "0.875", "5 failed");
        assertThat(page.textContent("#winner"))
                .contains("Best configuration (trial " + study.best() + ")", "learningRate");
        assertThat(page.textContent("#learning")).contains("Training loss by epoch", "diverged or failed", "log scale");
        assertThat(page.textContent("#predictions")).contains("40 rows", "confusion matrix");
        // progress, curves, confusion, calibration, three parameters, parallel coordinates
        assertThat(charts()).isEqualTo(8);
    }

    @Test
    void table_sortsAndFilters() throws Exception {
        show(SampleStudy.of(40));

        assertThat(page.locator("#trials tbody tr").first().getAttribute("class"))
                .contains("best");
        page.click("#trials th:has-text('trial')");
        assertThat(page.locator("#trials tbody tr")
                        .first()
                        .locator("td")
                        .first()
                        .textContent())
                .isEqualTo("0");
        page.click("#trials th:has-text('trial')");
        assertThat(page.locator("#trials tbody tr")
                        .first()
                        .locator("td")
                        .first()
                        .textContent())
                .isEqualTo("39");
        page.selectOption("#state", "failed");
        assertThat(page.locator("#trials tbody tr").count()).isEqualTo(5);
        assertThat(page.textContent("#trials tbody")).contains("the training diverged: cost NaN <i>after</i> epoch 6");
    }

    @Test
    void switches_redrawTheCharts() throws Exception {
        show(SampleStudy.of(40));

        page.uncheck("#curve-log");
        page.selectOption("#colour", "layers");
        assertThat(page.textContent("#scale")).contains("layers 1").doesNotContain("log scale");
        assertThat(page.isVisible("#whole")).isFalse(); // there are no outliers
        assertThat(charts()).isEqualTo(6);
    }

    @Test
    void outlier_isLeftOutUntilItIsAskedFor() throws Exception {
        show(SampleStudy.of(40).withOutlier());

        assertThat(page.textContent("#effects")).contains("1 much worse trials are not shown");
        page.check("#whole");
        assertThat(page.locator("#trials tbody tr").count()).isEqualTo(41);
    }

    @Test
    void names_thatLookLikeMarkup_stayText() throws Exception {
        show(SampleStudy.named("<img src=x onerror=alert(1)>", 10));

        assertThat(page.textContent("h1")).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(page.locator("img").count()).isZero();
        page.hover("#progress canvas");
        assertThat(page.locator("img").count()).isZero();
    }

    @Test
    void page_ofOneTrial_isComplete() throws Exception {
        show(SampleStudy.of(1));

        assertThat(page.textContent("#scores")).contains("trials: 1 completed");
        assertThat(charts()).isEqualTo(6);
    }

    @Test
    void page_ofFailuresOnly_saysSo() throws Exception {
        show(SampleStudy.failing(4));

        assertThat(page.textContent("#scores")).contains("no trial has completed", "4 failed");
        assertThat(page.locator("#trials tbody tr").count()).isEqualTo(4);
    }

    @Test
    void page_ofTenThousandTrials_showsSomeAtATime() throws Exception {
        show(SampleStudy.of(10_000));

        assertThat(page.locator("#trials tbody tr").count()).isEqualTo(100);
        page.click("#more");
        assertThat(page.locator("#trials tbody tr").count()).isEqualTo(500);
    }
}
