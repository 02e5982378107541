package io.github.websocketecho.page;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the templates of all pages need. */
@ControllerAdvice(basePackageClasses = PageModel.class)
class PageModel {

  private final Assets assets;

  PageModel(Assets assets) {
    this.assets = assets;
  }

  @ModelAttribute("assets")
  Assets assets() {
    return assets;
  }
}
