package com.example.chat;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class ChatPage {

  @GetMapping("/")
  String page() {
    return "page";
  }
}
